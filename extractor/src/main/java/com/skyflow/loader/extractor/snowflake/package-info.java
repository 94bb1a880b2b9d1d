/** Rows of one vault from Snowflake, by its JDBC driver: a query that runs once, and a result that is read in a fixed order. */
@NullMarked
package com.skyflow.loader.extractor.snowflake;

import org.jspecify.annotations.NullMarked;
