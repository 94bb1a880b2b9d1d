package com.skyflow.loader.cli.verify;

import com.skyflow.loader.common.row.Pair;

/** One pass over the rows of a run: counts those that should be in the vault, and looks some of them up. Owned by one thread. */
final class Pass implements RunRows.Sink, AutoCloseable {
    /** Of each part: 8 MB in all. */
    private static final int HELD_VALUES = 4 * 1_024;

    private final GivenUp givenUp;
    private final Sample sample;
    private final Lookup lookup;
    private final DistinctValues values = new DistinctValues(HELD_VALUES);
    private long read;
    private long expected;
    private long passedOver;

    Pass(GivenUp givenUp, Sample sample, Lookup lookup) {
        this.givenUp = givenUp;
        this.sample = sample;
        this.lookup = lookup;
    }

    @Override
    public void take(long row, Pair pair) {
        read++;
        boolean chosen = sample.includesNext();
        if (givenUp.contains(row)) {
            passedOver += chosen ? 1 : 0;
            return;
        }
        expected++;
        values.add(pair.value());
        if (chosen) {
            lookup.add(row, pair);
        }
    }

    /** Rows that went by. */
    long read() {
        return read;
    }

    /** Those of them that should be in the vault. */
    long expected() {
        return expected;
    }

    /** How many different values these have. */
    long distinct() {
        return values.count();
    }

    /** Rows of the sample that are dead letters. */
    long passedOver() {
        return passedOver;
    }

    @Override
    public void close() {
        values.close();
    }
}
