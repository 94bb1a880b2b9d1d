package com.skyflow.loader.common.config;

import static com.skyflow.loader.common.config.Tier.RARE;

import com.skyflow.loader.common.secret.Secret;
import java.nio.file.Path;
import java.time.Duration;

/** The section {@code snowflake}: where Snowflake is and how it is asked. */
final class SnowflakeSettings {
    static final Section SECTION = new Section("snowflake");

    static final Setting<String> JDBC_URL = SECTION.open(
            "jdbc_url",
            RARE,
            Type.texts("`jdbc:snowflake://…` without credentials", JdbcUrl::checked),
            "that of `snowflake.account`",
            "URL of the driver, where the account's own does not do.");
    static final Setting<String> ACCOUNT = text("account", "Snowflake account.");
    static final Setting<String> USER = text("user", "Snowflake user.");
    static final Setting<String> AUTHENTICATOR = SECTION.optional(
            "authenticator",
            RARE,
            Type.text("`snowflake`, `programmatic_access_token`, `SNOWFLAKE_JWT`, `externalbrowser` or `oauth`"),
            "snowflake",
            "How the user is authenticated. Where a private key is given, `snowflake` means `SNOWFLAKE_JWT`.");
    static final Setting<Secret> PASSWORD = secret(
            "password",
            "`SNOWFLAKE_PASSWORD`",
            "Password; with `programmatic_access_token` also the token, as in the Go loader.");
    static final Setting<Secret> TOKEN =
            secret("token", "`SNOWFLAKE_TOKEN`", "Programmatic access token, or OAuth token.");
    static final Setting<String> PRIVATE_KEY_FILE =
            SECTION.open("private_key_file", RARE, Type.text("a PEM file"), "none", "Private key, plain or encrypted.");
    static final Setting<Secret> PRIVATE_KEY_BASE64 = secret(
            "private_key_base64", "`SNOWFLAKE_PRIVATE_KEY_BASE64`", "The text of such a file in Base64, instead.");
    static final Setting<Secret> PRIVATE_KEY_PASSPHRASE = secret(
            "private_key_passphrase", "`SNOWFLAKE_PRIVATE_KEY_PASSPHRASE`", "What the private key is encrypted with.");
    static final Setting<String> WAREHOUSE = text("warehouse", "Warehouse that runs the query.");
    static final Setting<String> DATABASE = SECTION.open(
            "database",
            RARE,
            Type.text(""),
            "`ELEVANCE` in mode `simple`, `D01_SKYFLOW_POC` in mode `union`",
            "Database of the tables.");
    static final Setting<String> SCHEMA = SECTION.open(
            "schema",
            RARE,
            Type.text(""),
            "`PUBLIC` in mode `simple`, `SKYFLOW_POC` in mode `union`",
            "Schema of the tables.");
    static final Setting<String> ROLE = text("role", "Role of the session.");
    static final Setting<Integer> FETCH_SIZE = SECTION.optional(
            "fetch_size",
            RARE,
            Type.count(1, 10_000_000, "rows"),
            "100000",
            "Taken from files of the Go loader, and of no effect: Snowflake itself decides how many rows it sends at a"
                    + " time. See `snowflake.prefetch_threads`.");
    static final Setting<QueryMode> QUERY_MODE = SECTION.optional(
            "query_mode",
            RARE,
            Type.choice(QueryMode.class),
            "simple",
            "`simple`: one table with a column for each value and token. `union`: distinct tokens of two tables, and a"
                    + " function that gives their values. `query`: the `query` of each vault.");
    static final Setting<String> TABLE = name("table", "PATIENTS", "Table of mode `simple`.");
    static final Setting<String> CLAIMS_TABLE = name("claims_table", "CLM", "First table of mode `union`.");
    static final Setting<String> MEMBERS_TABLE = name("members_table", "MBR", "Second table of mode `union`.");
    static final Setting<String> UDF_PREFIX = SECTION.open(
            "udf_prefix",
            RARE,
            Type.text("such as `T01_PROTEGRITY.SCRTY_ACS_CNTRL`"),
            "none",
            "Database and schema of the functions of mode `union`.");
    static final Setting<Duration> CONNECT_TIMEOUT = SECTION.optional(
            "connect_timeout_ms", RARE, Type.millis(1_000, 600_000), "60000", "Time that a login may take.");
    static final Setting<Duration> QUERY_TIMEOUT = SECTION.optional(
            "query_timeout_ms",
            RARE,
            Type.millis(1_000, 604_800_000),
            "14400000",
            "Time that a query may take, after which Snowflake ends it.");
    static final Setting<Integer> PREFETCH_THREADS = SECTION.optional(
            "prefetch_threads",
            RARE,
            Type.count(1, 10, ""),
            "2",
            "Threads of each vault that download its result. Twice as many pieces of it, of 16 MB and more, are held in"
                    + " memory.");

    private SnowflakeSettings() {}

    private static Setting<String> text(String key, String meaning) {
        return SECTION.open(key, RARE, Type.text(""), "none", meaning);
    }

    private static Setting<String> name(String key, String fallback, String meaning) {
        return SECTION.optional(
                key, RARE, Type.text("a name, with database and schema if they are others"), fallback, meaning);
    }

    private static Setting<Secret> secret(String key, String otherwise, String meaning) {
        return SECTION.open(key, RARE, Type.secret(), otherwise, meaning);
    }

    /** @param folder where relative paths start */
    static SnowflakeConfig snowflake(Values values, Path folder) {
        return new SnowflakeConfig(
                new SnowflakeLogin(
                        values.find(JDBC_URL),
                        values.find(ACCOUNT),
                        values.find(USER),
                        values.get(AUTHENTICATOR),
                        values.find(PASSWORD),
                        values.find(TOKEN),
                        values.find(PRIVATE_KEY_FILE).map(folder::resolve),
                        values.find(PRIVATE_KEY_BASE64),
                        values.find(PRIVATE_KEY_PASSPHRASE)),
                values.find(WAREHOUSE),
                values.find(DATABASE),
                values.find(SCHEMA),
                values.find(ROLE),
                values.get(FETCH_SIZE),
                values.get(QUERY_MODE),
                new SnowflakeTables(
                        values.get(TABLE),
                        values.get(CLAIMS_TABLE),
                        values.get(MEMBERS_TABLE),
                        values.find(UDF_PREFIX)),
                values.get(CONNECT_TIMEOUT),
                values.get(QUERY_TIMEOUT),
                values.get(PREFETCH_THREADS));
    }
}
