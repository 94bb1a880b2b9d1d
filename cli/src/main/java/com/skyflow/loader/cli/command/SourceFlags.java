package com.skyflow.loader.cli.command;

import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import com.skyflow.loader.extractor.csv.Suffix;
import com.skyflow.loader.extractor.run.Decider.Unfinished;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags that say where rows come from and how they are read. */
@SuppressWarnings("UnusedVariable") // Some fields are settings, which ConfigFlags reads from the parsed command line.
final class SourceFlags {
    @Option(
            names = {"-source", "--source"},
            paramLabel = "SOURCE",
            defaultValue = "csv",
            description = "Where rows come from: csv.")
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
            description = "Rows of each vault at most, 0 for all (default: 100000).")
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
            names = {
                "-sf-user", "--sf-user", "-sf-password", "--sf-password", "-sf-authenticator", "--sf-authenticator",
                "-sf-account", "--sf-account", "-sf-warehouse", "--sf-warehouse", "-sf-database", "--sf-database",
                "-sf-schema", "--sf-schema", "-sf-role", "--sf-role", "-sf-fetch-size", "--sf-fetch-size",
                "-sf-query-mode", "--sf-query-mode"
            },
            hidden = true,
            paramLabel = "TEXT")
    private List<String> snowflake = List.of();

    /** @throws LoaderException if rows cannot be read from there */
    void ensureSupported() {
        switch (source) {
            case "csv" -> {}
            case "snowflake" ->
                throw new LoaderException(
                        ExitCode.USAGE,
                        "-source snowflake: not available yet. Export the tables to CSV files and load these.");
            default -> throw new LoaderException(ExitCode.USAGE, "-source: '%s' (expected: csv)".formatted(source));
        }
    }

    Suffix suffix() {
        return appendSuffix ? new Suffix.Unique(Instant.now(), new SecureRandom().nextLong()) : new Suffix.None();
    }

    Unfinished unfinished() {
        return fresh ? Unfinished.ABANDON : Unfinished.CONTINUE;
    }
}
