package com.skyflow.loader.cli.load;

/** The kind of source that is read. */
public enum RowsFrom {
    CSV(100_000),
    SNOWFLAKE(100);

    private final long defaultMaxRecords;

    RowsFrom(long defaultMaxRecords) {
        this.defaultMaxRecords = defaultMaxRecords;
    }

    /** What the Go loader reads from there where nothing else is said. */
    public long defaultMaxRecords() {
        return defaultMaxRecords;
    }
}
