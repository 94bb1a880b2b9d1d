package com.skyflow.loader.common.row;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The keys of many rows of one run, which are not taken to pieces one by one. Immutable. */
public final class RunKeys {
    private static final int MAX_DIGITS = 18;

    private final String run;
    private final byte[] prefix;

    /** @throws IllegalArgumentException if that is no run's id */
    public RunKeys(String run) {
        this.run = new RowKey(run, 1).run();
        this.prefix = (run + '/').getBytes(StandardCharsets.US_ASCII);
    }

    public String run() {
        return run;
    }

    /**
     * The key of a row, as {@link RowKey#toBytes()} makes it.
     *
     * @param row 1-based number of the row in its source
     */
    public byte[] of(long row) {
        int digits = 1;
        for (long rest = row / 10; rest > 0; rest /= 10) {
            digits++;
        }
        byte[] key = Arrays.copyOf(prefix, prefix.length + digits);
        long rest = row;
        for (int at = key.length - 1; at >= prefix.length; at--) {
            key[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return key;
    }

    /** Whether {@link RowKey#parse} finds a row of this run in a key. */
    public boolean contains(byte @Nullable [] key) {
        if (key == null
                || key.length <= prefix.length
                || key.length > prefix.length + MAX_DIGITS
                || key[prefix.length] == '0'
                || !Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length)) {
            return false;
        }
        for (int i = prefix.length; i < key.length; i++) {
            if (key[i] < '0' || key[i] > '9') {
                return false;
            }
        }
        return true;
    }
}
