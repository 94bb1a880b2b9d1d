package com.skyflow.loader.local.simulator.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The rows of one request as UTF-8 in one buffer, hashed and ready to be stored. A row is built by {@link #begin()} and
 * then {@link #value} and {@link #token}, in any order. Owned by the thread that serves the request.
 */
public final class Rows {
    private static final int FIELDS = 4;

    private byte[] bytes = new byte[16 * 1024];
    private int end;
    /** For each row: start and length of its value, start and length of its token; a length of -1 if there is none. */
    private int[] spans = new int[256 * FIELDS];

    private long[] hashes = new long[256 * 2];
    private int count;

    /** Rows of one pair. */
    public static Rows of(String value, String token) {
        Rows rows = new Rows();
        rows.begin();
        rows.value(value.toCharArray(), 0, value.length());
        rows.token(token.toCharArray(), 0, token.length());
        return rows;
    }

    /** Begins the next row, with neither value nor token. */
    public void begin() {
        if ((count + 1) * FIELDS > spans.length) {
            spans = Arrays.copyOf(spans, spans.length * 2);
            hashes = Arrays.copyOf(hashes, hashes.length * 2);
        }
        spans[count * FIELDS + 1] = -1;
        spans[count * FIELDS + 3] = -1;
        count++;
    }

    /** Sets the value of the row that was begun last. */
    public void value(char[] text, int from, int length) {
        put(0, text, from, length);
    }

    /** Sets the token of the row that was begun last. */
    public void token(char[] text, int from, int length) {
        put(1, text, from, length);
    }

    public int count() {
        return count;
    }

    /** Forgets the last rows. */
    public void keep(int first) {
        count = Math.min(count, Math.max(0, first));
    }

    public boolean hasValue(int row) {
        return valueLength(row) >= 0;
    }

    public boolean hasToken(int row) {
        return tokenLength(row) >= 0;
    }

    public String value(int row) {
        return new String(bytes, valueFrom(row), valueLength(row), StandardCharsets.UTF_8);
    }

    public String token(int row) {
        return new String(bytes, tokenFrom(row), tokenLength(row), StandardCharsets.UTF_8);
    }

    /** The hash of a row's value, by which {@link Hash} calls it. */
    public long valueHash(int row) {
        return hashes[row * 2];
    }

    long tokenHash(int row) {
        return hashes[row * 2 + 1];
    }

    byte[] bytes() {
        return bytes;
    }

    int valueFrom(int row) {
        return spans[row * FIELDS];
    }

    int valueLength(int row) {
        return spans[row * FIELDS + 1];
    }

    int tokenFrom(int row) {
        return spans[row * FIELDS + 2];
    }

    int tokenLength(int row) {
        return spans[row * FIELDS + 3];
    }

    private void put(int which, char[] text, int from, int length) {
        if (bytes.length - end < length * 3) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, end + length * 3));
        }
        int row = count - 1;
        int start = end;
        encode(text, from, length);
        spans[row * FIELDS + which * 2] = start;
        spans[row * FIELDS + which * 2 + 1] = end - start;
        hashes[row * 2 + which] = Hash.of(bytes, start, end - start);
    }

    private void encode(char[] text, int from, int length) {
        int at = end;
        for (int i = from; i < from + length; i++) {
            char c = text[i];
            if (c >= 0x80) {
                byte[] all = new String(text, from, length).getBytes(StandardCharsets.UTF_8);
                System.arraycopy(all, 0, bytes, end, all.length);
                end += all.length;
                return;
            }
            bytes[at++] = (byte) c;
        }
        end = at;
    }
}
