package com.skyflow.loader.extractor.snowflake;

import com.skyflow.loader.common.config.SnowflakeConfig;
import com.skyflow.loader.common.config.SnowflakeTables;
import com.skyflow.loader.common.config.VaultConfig;
import com.skyflow.loader.common.config.VaultQuery;
import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What Snowflake is asked for one vault: a SELECT of two texts, {@value #VALUE} and {@value #TOKEN}.
 *
 * @param select the SELECT without its limit
 * @param nulls a SELECT that counts the rows that {@code select} leaves out for a NULL; empty if it leaves none out
 * @param names what is read, as an operator calls it
 */
record PairQuery(String select, Optional<String> nulls, List<String> names) {
    static final String VALUE = "BYOT_VALUE";
    static final String TOKEN = "BYOT_TOKEN";

    PairQuery {
        names = List.copyOf(names);
    }

    /** The SELECT with its limit; 0 for none. */
    String limited(long maxRecords) {
        return maxRecords == 0 ? select : select + "\nLIMIT " + maxRecords;
    }

    /**
     * The query of a mode that goes by tables and columns, or that of the vault itself.
     *
     * @throws LoaderException if the vault's settings lack something
     */
    static PairQuery of(SnowflakeConfig config, VaultConfig vault) {
        return switch (config.queryMode()) {
            case SIMPLE -> simple(config, vault);
            case UNION -> union(config, vault);
            case QUERY -> own(vault);
        };
    }

    private static PairQuery simple(SnowflakeConfig config, VaultConfig vault) {
        String table = qualified(config, config.tables().table(), "ELEVANCE", "PUBLIC");
        String value = vault.dataColumn();
        String token = vault.tokenColumn();
        String function = vault.name().text().equals("name") ? "UPPER" : "TO_VARCHAR";
        return new PairQuery(
                "SELECT DISTINCT %s(%s) AS %s, %s AS %s\nFROM %s\nWHERE %s IS NOT NULL AND %s IS NOT NULL"
                        .formatted(function, value, VALUE, token, TOKEN, table, value, token),
                Optional.of("SELECT COUNT(*) FROM %s\nWHERE %s IS NULL OR %s IS NULL".formatted(table, value, token)),
                List.of(table));
    }

    private static PairQuery union(SnowflakeConfig config, VaultConfig vault) {
        SnowflakeTables tables = config.tables();
        VaultQuery query = vault.query();
        String claims = qualified(config, tables.claims(), "D01_SKYFLOW_POC", "SKYFLOW_POC");
        String members = qualified(config, tables.members(), "D01_SKYFLOW_POC", "SKYFLOW_POC");
        String udf = query.udf().orElseThrow(() -> missing(vault, "udf"));
        if (query.claimColumns().isEmpty() && query.memberColumns().isEmpty()) {
            throw missing(vault, "claim_columns or member_columns");
        }
        String columns = Stream.concat(
                        query.claimColumns().stream().map(column -> tokens(column, claims)),
                        query.memberColumns().stream().map(column -> tokens(column, members)))
                .collect(Collectors.joining("\nUNION\n"));
        List<String> names = new ArrayList<>();
        if (!query.claimColumns().isEmpty()) {
            names.add(claims);
        }
        if (!query.memberColumns().isEmpty()) {
            names.add(members);
        }
        return new PairQuery(
                "SELECT %s(%s) AS %s, %s\nFROM (\n%s\n)"
                        .formatted(
                                tables.udfPrefix().map(prefix -> prefix + '.').orElse("") + udf,
                                TOKEN,
                                VALUE,
                                TOKEN,
                                columns),
                Optional.empty(),
                names);
    }

    private static String tokens(String column, String table) {
        return "SELECT TO_VARCHAR(%s) AS %s FROM %s WHERE %s IS NOT NULL".formatted(column, TOKEN, table, column);
    }

    private static PairQuery own(VaultConfig vault) {
        String query = vault.query().query().orElseThrow(() -> missing(vault, "query"));
        return new PairQuery(
                "SELECT TO_VARCHAR(%s) AS %s, TO_VARCHAR(%s) AS %s\nFROM (\n%s\n)"
                        .formatted(
                                vault.dataColumn(),
                                VALUE,
                                vault.tokenColumn(),
                                TOKEN,
                                query.replaceFirst(";\\s*$", "")),
                Optional.empty(),
                List.of("the query of vault " + vault.name()));
    }

    /** A name that has its database and schema, or gets those that are set, or those of the Go loader. */
    private static String qualified(SnowflakeConfig config, String table, String database, String schema) {
        long points = table.chars().filter(c -> c == '.').count();
        String withSchema = points > 0 ? table : config.schema().orElse(schema) + '.' + table;
        return points > 1 ? table : config.database().orElse(database) + '.' + withSchema;
    }

    private static LoaderException missing(VaultConfig vault, String key) {
        return new LoaderException(
                ExitCode.USAGE,
                "Vault %s: its %s missing in the settings (expected in this snowflake.query_mode); nothing was published."
                        .formatted(vault.name(), key.contains(" or ") ? key + " are" : key + " is"));
    }
}
