package com.skyflow.loader.extractor.source;

import com.skyflow.loader.common.row.Pair;

/** A row as it was read. */
public sealed interface SourceRow {
    /** 1-based number in the source. */
    long number();

    /** A pair that can be loaded. */
    record Valid(long number, Pair pair) implements SourceRow {}

    /**
     * A row that is no pair.
     *
     * @param problem what is wrong, as a sentence that quotes nothing
     * @param origin name of the file it stands in
     * @param value bytes of the value as they were read
     * @param token bytes of the token as they were read
     */
    record Invalid(long number, String problem, String origin, byte[] value, byte[] token) implements SourceRow {
        @Override
        public String toString() {
            return "Invalid[row " + number + ": " + problem + "]";
        }
    }
}
