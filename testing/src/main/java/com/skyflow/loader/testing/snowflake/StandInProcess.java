package com.skyflow.loader.testing.snowflake;

/**
 * A stand-in as a process of its own, for benchmarks: the table of mode {@code simple} with so many rows, read as Arrow in pieces of
 * 100,000 rows. Prints its URL. Argument: rows.
 */
public final class StandInProcess {
    public static final String USER = "bench";

    private StandInProcess() {}

    public static void main(String[] arguments) {
        SnowflakeServer server = SnowflakeServer.start()
                .password(USER, USER)
                .format(Format.ARROW)
                .tables("ATTACH ':memory:' AS ELEVANCE", "CREATE SCHEMA ELEVANCE.PUBLIC", """
                        CREATE TABLE ELEVANCE.PUBLIC.PATIENTS AS
                        SELECT 'GIVEN FAMILY ' || range || '_1795220634' AS full_name,
                        'tok_name_1795220634_' || range AS full_name_token
                        FROM range(1, %d)""".formatted(
                                Long.parseLong(arguments[0]) + 1));
        server.pieces(1_000, 100_000);
        System.out.println(server.jdbcUrl());
    }
}
