package com.skyflow.loader.extractor.source;

import com.skyflow.loader.common.ledger.Checkpoint.Repeats;

/**
 * What the counting pass found.
 *
 * @param rows rows that will be read
 * @param left rows that the limit leaves out
 * @param repeats rows, of those that will be read, whose value an earlier row had already
 */
public record Survey(long rows, long left, Repeats repeats) {}
