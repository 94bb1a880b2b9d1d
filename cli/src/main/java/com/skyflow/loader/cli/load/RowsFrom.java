package com.skyflow.loader.cli.load;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The kind of source that is read. */
public enum RowsFrom {
    CSV(100_000),
    SNOWFLAKE(100);

    private final long defaultMaxRecords;

    RowsFrom(long defaultMaxRecords) {
        this.defaultMaxRecords = defaultMaxRecords;
    }

    /** The kind of source that is called so, in flags and in checkpoints. */
    public static Optional<RowsFrom> of(String kind) {
        return Arrays.stream(values())
                .filter(from -> from.name().toLowerCase(Locale.ROOT).equals(kind))
                .findFirst();
    }

    /** What the Go loader reads from there where nothing else is said. */
    public long defaultMaxRecords() {
        return defaultMaxRecords;
    }
}
