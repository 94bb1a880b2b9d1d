package com.skyflow.loader.cli.command;

import com.skyflow.loader.cli.load.RowsFrom;
import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import com.skyflow.loader.extractor.csv.Suffix;
import com.skyflow.loader.extractor.run.Decider.Unfinished;
import java.security.SecureRandom;
import java.time.Instant;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The flags that say which rows are read, and how. */
final class SourceFlags {
    @Mixin
    private RowsFlags rows = new RowsFlags();

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
            names = {"-dry-run", "--dry-run"},
            description = "Only print what Snowflake is asked, and how many rows it has: nothing is published.")
    private boolean dryRun;

    /** @throws LoaderException if rows cannot be read from there */
    RowsFrom rowsFrom() {
        RowsFrom from = rows.rowsFrom();
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
