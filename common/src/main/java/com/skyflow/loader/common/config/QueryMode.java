package com.skyflow.loader.common.config;

/** What is asked of Snowflake. */
public enum QueryMode {
    /** One table with a column for each value and token. */
    SIMPLE,
    /** Distinct values of several columns, tokens from a function. */
    UNION
}
