package com.skyflow.loader.common.row;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The name of one row: the run that read it and its place in the source. As bytes it is the key of the row's record, {@code
 * <run>/<row>}; it tells nothing about the row's value.
 *
 * @param run id of the run
 * @param row 1-based number of the row in its source
 */
public record RowKey(String run, long row) {
    /** The run under which records are counted whose key names none. */
    public static final String UNKNOWN_RUN = "unknown";

    private static final int MAX_DIGITS = 18;
    private static final long MAX_ROW = 999_999_999_999_999_999L;

    public RowKey {
        if (!isRun(run)) {
            throw new IllegalArgumentException("run id: '" + run + "' (expected: printable ASCII without ' ' and '/')");
        }
        if (row < 1 || row > MAX_ROW) {
            throw new IllegalArgumentException("row: " + row + " (expected: 1.." + MAX_ROW + ")");
        }
    }

    /** The key of a record. */
    public byte[] toBytes() {
        return (run + '/' + row).getBytes(StandardCharsets.US_ASCII);
    }

    /** The row named by a record's key; empty if the key is none of ours. */
    public static Optional<RowKey> parse(byte @Nullable [] key) {
        if (key == null) {
            return Optional.empty();
        }
        int slash = key.length - 1;
        long row = 0;
        long factor = 1;
        while (slash >= 0 && key[slash] != '/') {
            int digit = key[slash] - '0';
            if (digit < 0 || digit > 9 || key.length - slash > MAX_DIGITS) {
                return Optional.empty();
            }
            row += digit * factor;
            factor *= 10;
            slash--;
        }
        // A leading zero or a foreign run would give the row a second name.
        if (slash < 1 || row < factor / 10 || row < 1) {
            return Optional.empty();
        }
        String run = new String(key, 0, slash, StandardCharsets.ISO_8859_1);
        return isRun(run) ? Optional.of(new RowKey(run, row)) : Optional.empty();
    }

    private static boolean isRun(String run) {
        for (int i = 0; i < run.length(); i++) {
            char character = run.charAt(i);
            if (character <= ' ' || character >= 127 || character == '/') {
                return false;
            }
        }
        return !run.isEmpty();
    }

    @Override
    public String toString() {
        return run + '/' + row;
    }
}
