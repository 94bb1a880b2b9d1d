package com.skyflow.loader.extractor.source;

import org.jspecify.annotations.Nullable;

/**
 * Where a reader begins.
 *
 * @param position number of the last row that was read before; 0 for the beginning
 * @param cursor what {@link RowReader#cursor()} said at that position; null if it said nothing
 * @param total rows that the source was found to hold, null if unknown: another number at the end is an error
 */
public record Start(
        long position, @Nullable String cursor, @Nullable Long total) {
    /** The first row of a source that was not counted. */
    public static final Start BEGINNING = new Start(0, null, null);
}
