/** A stand-in for Snowflake that its unmodified JDBC driver logs in to and queries: HTTP in front, DuckDB behind. */
@NullMarked
package com.skyflow.loader.testing.snowflake;

import org.jspecify.annotations.NullMarked;
