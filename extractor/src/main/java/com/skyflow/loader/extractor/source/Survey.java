package com.skyflow.loader.extractor.source;

import com.skyflow.loader.common.ledger.Checkpoint.Repeats;

/**
 * What the counting pass found.
 *
 * @param rows rows that will be read
 * @param left rows that the limit leaves out
 * @param nulls rows that have no value or no token at all, and are therefore none
 * @param repeats rows, of those that will be read, whose value an earlier row had already
 */
public record Survey(long rows, long left, long nulls, Repeats repeats) {
    /** Of a source whose rows all count. */
    public static Survey of(long rows, long left, Repeats repeats) {
        return new Survey(rows, left, 0, repeats);
    }
}
