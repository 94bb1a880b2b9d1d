package com.skyflow.loader.cli.command;

import com.skyflow.loader.cli.load.RowsFrom;
import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import com.skyflow.loader.extractor.csv.Suffix;
import com.skyflow.loader.extractor.run.Decider.Unfinished;
import java.security.SecureRandom;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags that say where rows come from and how they are read. */
@SuppressWarnings("UnusedVariable") // Some fields are settings, which ConfigFlags reads from the parsed command line.
final class SourceFlags {
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
            names = {"-max-records", "--max-records"},
            paramLabel = "N",
            description = "Rows of each vault at most, 0 for all (default: 100000; 100 from Snowflake).")
    private @Nullable String maxRecords;

    @Option(
            names = {"-append-suffix", "--append-suffix"},
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            description = "For benchmarks only: a unique suffix on every value and token. It changes what is loaded.")
    private boolean appendSuffix;

    @Option(
            names = {"-fresh", "--fresh"},
            description = "Give up an unfinished run and start anew: what is left of it is never uploaded.")
    private boolean fresh;

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

    @Option(
            names = {"-dry-run", "--dry-run"},
            description = "Only print what Snowflake is asked, and how many rows it has: nothing is published.")
    private boolean dryRun;

    /** @throws LoaderException if rows cannot be read from there */
    RowsFrom rowsFrom() {
        RowsFrom from = switch (source) {
            case "csv" -> RowsFrom.CSV;
            case "snowflake" -> RowsFrom.SNOWFLAKE;
            default ->
                throw new LoaderException(
                        ExitCode.USAGE, "-source: '%s' (expected: csv or snowflake)".formatted(source));
        };
        if (dryRun && from == RowsFrom.CSV) {
            throw new LoaderException(ExitCode.USAGE, "-dry-run: offered only with -source snowflake.");
        }
        return from;
    }

    boolean isDryRun() {
        return dryRun;
    }

    Suffix suffix() {
        return appendSuffix ? new Suffix.Unique(Instant.now(), new SecureRandom().nextLong()) : new Suffix.None();
    }

    Unfinished unfinished() {
        return fresh ? Unfinished.ABANDON : Unfinished.CONTINUE;
    }
}
