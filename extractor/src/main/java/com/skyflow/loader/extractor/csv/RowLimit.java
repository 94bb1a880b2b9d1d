package com.skyflow.loader.extractor.csv;

/**
 * How many rows are read at most.
 *
 * @param maxRecords as an operator sets it: 0 for all
 */
record RowLimit(long maxRecords) {
    RowLimit {
        if (maxRecords < 0) {
            throw new IllegalArgumentException("max records: " + maxRecords + " (expected: 0 or more)");
        }
    }

    /** Of so many rows, those within the limit. */
    long within(long rows) {
        return maxRecords == 0 ? rows : Math.min(rows, maxRecords);
    }

    boolean includes(long row) {
        return maxRecords == 0 || row <= maxRecords;
    }
}
