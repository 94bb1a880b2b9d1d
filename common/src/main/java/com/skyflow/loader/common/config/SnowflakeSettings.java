package com.skyflow.loader.common.config;

import static com.skyflow.loader.common.config.Tier.RARE;

import com.skyflow.loader.common.secret.Secret;

/** The section {@code snowflake}: where Snowflake is and how it is asked. */
final class SnowflakeSettings {
    static final Section SECTION = new Section("snowflake");

    static final Setting<String> USER = text("user", "Snowflake user.");
    static final Setting<Secret> PASSWORD =
            SECTION.open("password", RARE, Type.secret(), "none", "Password or programmatic access token.");
    static final Setting<String> AUTHENTICATOR = SECTION.optional(
            "authenticator",
            RARE,
            Type.text("`snowflake`, `programmatic_access_token` or `SNOWFLAKE_JWT`"),
            "snowflake",
            "How the user is authenticated.");
    static final Setting<String> ACCOUNT = text("account", "Snowflake account.");
    static final Setting<String> WAREHOUSE = text("warehouse", "Warehouse that runs the query.");
    static final Setting<String> DATABASE = text("database", "Database of the tables.");
    static final Setting<String> SCHEMA = text("schema", "Schema of the tables.");
    static final Setting<String> ROLE = text("role", "Role of the session.");
    static final Setting<Integer> FETCH_SIZE = SECTION.optional(
            "fetch_size", RARE, Type.count(1, 10_000_000, "rows"), "100000", "Rows of one fetch from Snowflake.");
    static final Setting<QueryMode> QUERY_MODE = SECTION.optional(
            "query_mode", RARE, Type.choice(QueryMode.class), "simple", "Whether one table is read or several.");

    private SnowflakeSettings() {}

    private static Setting<String> text(String key, String meaning) {
        return SECTION.open(key, RARE, Type.text(""), "none", meaning);
    }

    static SnowflakeConfig snowflake(Values values) {
        return new SnowflakeConfig(
                values.find(USER),
                values.find(PASSWORD),
                values.get(AUTHENTICATOR),
                values.find(ACCOUNT),
                values.find(WAREHOUSE),
                values.find(DATABASE),
                values.find(SCHEMA),
                values.find(ROLE),
                values.get(FETCH_SIZE),
                values.get(QUERY_MODE));
    }
}
