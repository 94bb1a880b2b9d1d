package com.skyflow.loader.local.simulator.settings;

/**
 * How much a request may hold.
 *
 * @param maxRecords records in an insert or batch; more are answered 400
 * @param maxRequestBytes bytes of a body; more are answered 413
 * @param maxCharacters characters of a value or token, 1..16000; more are answered 400
 */
public record Limits(int maxRecords, long maxRequestBytes, int maxCharacters) {
    /** 1,000 records, 10 MiB, and the documented 2,500 characters. */
    public static final Limits DEFAULT = new Limits(1_000, 10L << 20, 2_500);

    public Limits {
        if (maxRecords < 1) {
            throw new IllegalArgumentException("maxRecords: " + maxRecords + " (expected: 1 or more)");
        }
        if (maxRequestBytes < 1) {
            throw new IllegalArgumentException("maxRequestBytes: " + maxRequestBytes + " (expected: 1 or more)");
        }
        if (maxCharacters < 1 || maxCharacters > 16_000) {
            throw new IllegalArgumentException("maxCharacters: " + maxCharacters + " (expected: 1..16000)");
        }
    }
}
