package com.skyflow.loader.cli.command;

import com.skyflow.loader.cli.load.RowsFrom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The flags that say which rows are read. */
@SuppressWarnings("UnusedVariable") // Some fields are settings, which ConfigFlags reads from the parsed command line.
final class RowsFlags {
    @Option(
            names = {"-max-records", "--max-records"},
            paramLabel = "N",
            description = "Rows of each vault at most, 0 for all (default: 100000; 100 from Snowflake).")
    private @Nullable String maxRecords;

    @Mixin
    private PlaceFlags place = new PlaceFlags();

    /** @throws LoaderException if there is no such kind of source */
    RowsFrom rowsFrom() {
        return place.rowsFrom();
    }
}
