package com.skyflow.loader.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.skyflow.loader.testing.snowflake.KeyFiles;
import com.skyflow.loader.testing.snowflake.SnowflakeServer;
import java.util.List;
import java.util.function.Consumer;

/** Settings of Snowflake with which nothing can be read. */
final class BadSnowflake {
    static final String LINE = "-config {config} -source snowflake";

    private static final String LOGIN = "Snowflake let user loader not log in at account ACME ";

    private BadSnowflake() {}

    /** Opens a Snowflake with one row, and sets the loader to read it. */
    static SnowflakeServer open(BadInputWorld world) {
        SnowflakeServer server = SnowflakeServer.start()
                .password("loader", Canary.CREDENTIAL)
                .tables(
                        "ATTACH ':memory:' AS ELEVANCE",
                        "CREATE SCHEMA ELEVANCE.PUBLIC",
                        "CREATE TABLE ELEVANCE.PUBLIC.PATIENTS(full_name VARCHAR, full_name_token VARCHAR)",
                        "INSERT INTO ELEVANCE.PUBLIC.PATIENTS VALUES ('Ada', 't1')");
        world.closeLater(server);
        snowflake(world)
                .put("jdbc_url", server.jdbcUrl())
                .put("account", SnowflakeServer.ACCOUNT)
                .put("user", "loader")
                .put("password", Canary.CREDENTIAL)
                .put("warehouse", "WH");
        return server;
    }

    static void query(BadInputWorld world, String sql) {
        snowflake(world).put("query_mode", "query");
        vault(world).put("query", sql);
    }

    private static BadInput refused(String name, Consumer<BadInputWorld> change, String message) {
        return BadInput.refused(
                name,
                world -> {
                    open(world);
                    change.accept(world);
                },
                LINE,
                message);
    }

    private static ObjectNode snowflake(BadInputWorld world) {
        return world.section("snowflake");
    }

    private static ObjectNode vault(BadInputWorld world) {
        return (ObjectNode) world.section("skyflow").withArray("vaults").get(0);
    }

    private static void key(BadInputWorld world, String file) {
        snowflake(world)
                .put("authenticator", "SNOWFLAKE_JWT")
                .put("private_key_file", world.path(file).toString());
    }

    static List<BadInput> inputs() {
        return List.of(
                refused(
                        "no password, and no terminal to ask on",
                        world -> snowflake(world).remove("password"),
                        "snowflake.password: missing (expected: that, or the variable SNOWFLAKE_PASSWORD)"),
                refused(
                        "a wrong password",
                        world -> snowflake(world).put("password", "wrong"),
                        LOGIN
                                + "(390100): wrong user or password. Correct snowflake.user and snowflake.password and start again; nothing was published."),
                refused(
                        "a wrong programmatic access token",
                        world -> snowflake(world).put("authenticator", "programmatic_access_token"),
                        LOGIN
                                + "(394400): the programmatic access token is not valid for this user. Correct snowflake.token and start again; nothing was published."),
                refused(
                        "a key that the user does not have",
                        world -> {
                            KeyFiles.plain(world.path("key.p8"));
                            key(world, "key.p8");
                        },
                        LOGIN
                                + "(390144): the private key is not that of the user's public key. Correct snowflake.private_key_file, or RSA_PUBLIC_KEY of the user and start again; nothing was published."),
                refused(
                        "a damaged key",
                        world -> {
                            world.write("key.p8", "-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\n");
                            key(world, "key.p8");
                        },
                        LOGIN
                                + "(200045): the private key cannot be read: it is damaged, or snowflake.private_key_passphrase is wrong. Correct it and start again; nothing was published."),
                refused(
                        "a file that is no key",
                        world -> {
                            world.write("key.p8", "ssh-rsa AAAA");
                            key(world, "key.p8");
                        },
                        "snowflake.private_key_file: {folder}/key.p8 holds no private key (expected: PEM, -----BEGIN PRIVATE KEY-----)"),
                refused(
                        "a missing key",
                        world -> key(world, "none.p8"),
                        "snowflake.private_key_file: {folder}/none.p8 cannot be read (expected: a PEM file with a private key)"),
                refused(
                        "an encrypted key without its passphrase",
                        world -> {
                            KeyFiles.encrypted(world.path("key.p8"), "opensesame");
                            key(world, "key.p8");
                        },
                        "snowflake.private_key_file: {folder}/key.p8 holds an encrypted private key (expected: snowflake.private_key_passphrase, or the variable SNOWFLAKE_PRIVATE_KEY_PASSPHRASE)"),
                refused(
                        "an unknown authenticator",
                        world -> snowflake(world).put("authenticator", "kerberos"),
                        "snowflake.authenticator: 'kerberos' (expected: snowflake, programmatic_access_token, SNOWFLAKE_JWT, externalbrowser or oauth)"),
                refused(
                        "no user",
                        world -> snowflake(world).remove("user"),
                        "snowflake.user: missing (expected: the user's name)"),
                refused(
                        "a missing table",
                        world -> snowflake(world).put("table", "PATIENT"),
                        "Vault name: Snowflake cannot run its query (002003): SQL compilation error: Object 'PATIENT' does not exist or not authorized; nothing was published. Correct the names in the settings, or the permissions of the role, and start again."),
                refused(
                        "a missing column",
                        world -> ((ObjectNode) world.config()
                                        .withArray("/skyflow/vaults")
                                        .get(0))
                                .put("data_column", "nick_name"),
                        "Vault name: Snowflake cannot run its query (000904): SQL compilation error: error line 1 at position 7 invalid identifier 'NICK_NAME'; nothing was published. Correct the names in the settings, or the permissions of the role, and start again."),
                refused(
                        "no query",
                        world -> snowflake(world).put("query_mode", "query"),
                        "Vault name: its query is missing in the settings (expected in this snowflake.query_mode); nothing was published."),
                refused(
                        "a query with one column",
                        world -> query(world, "SELECT full_name FROM ELEVANCE.PUBLIC.PATIENTS"),
                        "Vault name: its query has no column 'full_name_token' (expected: one; found: FULL_NAME); nothing was published. Name its columns, or set data_column and token_column, and start again."),
                refused(
                        "a query with the same column twice",
                        world -> query(
                                world, "SELECT full_name, full_name_token, full_name FROM ELEVANCE.PUBLIC.PATIENTS"),
                        "Vault name: its query has 2 columns 'full_name' (expected: one; found: FULL_NAME, FULL_NAME_TOKEN, FULL_NAME); nothing was published. Name its columns, or set data_column and token_column, and start again."),
                refused(
                        "no warehouse",
                        world -> snowflake(world).remove("warehouse"),
                        "Vault name: no warehouse to run its query on; nothing was published. Set snowflake.warehouse, or -sf-warehouse, and start again."));
    }
}
