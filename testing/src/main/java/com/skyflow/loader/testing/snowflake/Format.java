package com.skyflow.loader.testing.snowflake;

/** How the rows of a result travel. */
public enum Format {
    JSON,
    /** What Snowflake sends unless it is told otherwise. */
    ARROW
}
