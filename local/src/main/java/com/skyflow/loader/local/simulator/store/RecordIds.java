package com.skyflow.loader.local.simulator.store;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * The {@code skyflow_id}s of a table: each record's number in the form of a random UUID. The first eight digits carry the
 * number, multiplied by an odd constant; the others are a hash that shows whether an id is of this table.
 */
final class RecordIds {
    static final int LENGTH = 36;

    private static final int FACTOR = 0x9E3779B1;
    private static final int INVERSE = inverse();
    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final long seed;

    RecordIds(long seed) {
        this.seed = seed;
    }

    byte[] id(int number) {
        long hash = Hash.mix(seed + number * 0x9E3779B97F4A7C15L);
        long high = Integer.toUnsignedLong((number ^ (int) seed) * FACTOR);
        byte[] id = new byte[LENGTH];
        digits((high << 32) | ((hash >>> 48) << 16) | 0x4000 | ((hash >>> 36) & 0xFFF), id, 0);
        digits(0x8000_0000_0000_0000L | (Hash.mix(hash) >>> 2), id, 18);
        return id;
    }

    /** The number in an id, or {@link HashIndex#NONE} if the id is none of this table. */
    int number(String id) {
        if (id.length() != LENGTH) {
            return HashIndex.NONE;
        }
        try {
            int number = (HexFormat.fromHexDigits(id, 0, 8) * INVERSE) ^ (int) seed;
            boolean ours = number >= 0 && id.equals(new String(id(number), StandardCharsets.US_ASCII));
            return ours ? number : HashIndex.NONE;
        } catch (NumberFormatException e) {
            return HashIndex.NONE;
        }
    }

    /** Writes half of the id: 8-4-4 digits and a dash from 0 on, or a dash and 4-12 digits from 18 on. */
    private static void digits(long bits, byte[] id, int from) {
        int at = from;
        for (int shift = 60; shift >= 0; shift -= 4) {
            if (at == 8 || at == 13 || at == 18 || at == 23) {
                id[at++] = '-';
            }
            id[at++] = DIGITS[(int) (bits >>> shift) & 0xF];
        }
    }

    private static int inverse() {
        int inverse = FACTOR;
        for (int i = 0; i < 5; i++) {
            inverse *= 2 - FACTOR * inverse;
        }
        return inverse;
    }
}
