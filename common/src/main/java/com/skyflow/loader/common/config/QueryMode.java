package com.skyflow.loader.common.config;

/** What is asked of Snowflake. */
public enum QueryMode {
    /** One table with a column for each value and token. */
    SIMPLE,
    /** Distinct tokens of several columns, values from a function. */
    UNION,
    /** A query of its own for each vault. */
    QUERY
}
