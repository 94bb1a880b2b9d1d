package com.skyflow.loader.cli.command;

import com.skyflow.loader.cli.load.RowsFrom;
import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags that say where sources are. */
@SuppressWarnings("UnusedVariable") // Most fields are settings, which ConfigFlags reads from the parsed command line.
final class PlaceFlags {
    @Option(
            names = {"-source", "--source"},
            paramLabel = "SOURCE",
            defaultValue = "csv",
            description = "Where rows come from: csv or snowflake (default: csv).")
    private String source = "csv";

    @Option(
            names = {"-data-dir", "--data-dir"},
            paramLabel = "FOLDER",
            description = "Folder of the CSV files of all vaults (default: data).")
    private @Nullable String dataDirectory;

    @Option(
            names = {"-data-file", "--data-file"},
            paramLabel = "FILE",
            description = "Older layout: one file with the values of all vaults.")
    private @Nullable String dataFile;

    @Option(
            names = {"-token-file", "--token-file"},
            paramLabel = "FILE",
            description = "Older layout: one file with the tokens of all vaults.")
    private @Nullable String tokenFile;

    @Option(
            names = {"-sf-user", "--sf-user"},
            paramLabel = "USER",
            description = "Snowflake user.")
    private @Nullable String sfUser;

    @Option(
            names = {"-sf-password", "--sf-password"},
            paramLabel = "TEXT",
            description = "Password or programmatic access token; better SNOWFLAKE_PASSWORD.")
    private @Nullable String sfPassword;

    @Option(
            names = {"-sf-authenticator", "--sf-authenticator"},
            paramLabel = "NAME",
            description = "snowflake, programmatic_access_token, SNOWFLAKE_JWT, externalbrowser or oauth.")
    private @Nullable String sfAuthenticator;

    @Option(
            names = {"-sf-account", "--sf-account"},
            paramLabel = "ACCOUNT",
            description = "Snowflake account.")
    private @Nullable String sfAccount;

    @Option(
            names = {"-sf-warehouse", "--sf-warehouse"},
            paramLabel = "NAME",
            description = "Warehouse that runs the queries.")
    private @Nullable String sfWarehouse;

    @Option(
            names = {"-sf-database", "--sf-database"},
            paramLabel = "NAME",
            description = "Database of the tables.")
    private @Nullable String sfDatabase;

    @Option(
            names = {"-sf-schema", "--sf-schema"},
            paramLabel = "NAME",
            description = "Schema of the tables.")
    private @Nullable String sfSchema;

    @Option(
            names = {"-sf-role", "--sf-role"},
            paramLabel = "NAME",
            description = "Role of the session.")
    private @Nullable String sfRole;

    @Option(
            names = {"-sf-query-mode", "--sf-query-mode"},
            paramLabel = "MODE",
            description = "simple, union or query (default: simple).")
    private @Nullable String sfQueryMode;

    @Option(
            names = {"-sf-fetch-size", "--sf-fetch-size"},
            hidden = true,
            paramLabel = "N",
            description = "Of no effect: Snowflake decides.")
    private @Nullable String sfFetchSize;

    /** @throws LoaderException if there is no such kind of source */
    RowsFrom rowsFrom() {
        return RowsFrom.of(source)
                .orElseThrow(() -> new LoaderException(
                        ExitCode.USAGE, "-source: '%s' (expected: csv or snowflake)".formatted(source)));
    }
}
