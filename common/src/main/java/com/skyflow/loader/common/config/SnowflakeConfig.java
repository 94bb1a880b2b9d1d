package com.skyflow.loader.common.config;

import java.time.Duration;
import java.util.Optional;

/**
 * Where Snowflake is and how it is asked.
 *
 * @param database of the tables and of the session
 * @param schema of the tables and of the session
 * @param fetchSize accepted for the Go loader's sake; the driver has no use for it
 * @param connectTimeout how long a login may take
 * @param queryTimeout how long a query may take
 * @param prefetchThreads threads that download a result; twice as many pieces of it are held in memory
 */
public record SnowflakeConfig(
        SnowflakeLogin login,
        Optional<String> warehouse,
        Optional<String> database,
        Optional<String> schema,
        Optional<String> role,
        int fetchSize,
        QueryMode queryMode,
        SnowflakeTables tables,
        Duration connectTimeout,
        Duration queryTimeout,
        int prefetchThreads) {
    /** The same with another login. */
    public SnowflakeConfig with(SnowflakeLogin other) {
        return new SnowflakeConfig(
                other,
                warehouse,
                database,
                schema,
                role,
                fetchSize,
                queryMode,
                tables,
                connectTimeout,
                queryTimeout,
                prefetchThreads);
    }
}
