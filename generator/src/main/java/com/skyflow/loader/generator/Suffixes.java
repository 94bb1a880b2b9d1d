package com.skyflow.loader.generator;

/**
 * All 36^16 texts of sixteen letters and digits, in an order that only the key tells. Two rows can never have the same one:
 * what maps a row to its text is a permutation.
 *
 * <p>It is a Feistel network of three rounds over two halves of eight characters (Luby and Rackoff 1988), with addition
 * modulo 36^8 in place of exclusive or, so that no text is left out and none has to be skipped. Immutable.
 */
final class Suffixes {
    /** Characters of a suffix. */
    static final int WIDTH = 16;

    private static final int HALF_WIDTH = WIDTH / 2;
    private static final int PAIR = 36 * 36;
    private static final int QUARTER = PAIR * PAIR;

    /** Texts of half the width, and the number of rows that are certain to differ. */
    static final long HALF = (long) QUARTER * QUARTER;

    private static final byte[] PAIRS = pairs();

    private final long first;
    private final long second;
    private final long third;

    Suffixes(RunSalt.Key key) {
        this.first = key.first();
        this.second = key.second();
        this.third = key.third();
    }

    private static byte[] pairs() {
        byte[] pairs = new byte[2 * PAIR];
        for (int i = 0; i < PAIR; i++) {
            pairs[2 * i] = (byte) Character.forDigit(i / 36, 36);
            pairs[2 * i + 1] = (byte) Character.forDigit(i % 36, 36);
        }
        return pairs;
    }

    /**
     * Writes the suffix of a row.
     *
     * @param row {@code [0, HALF)}
     * @return the index after the last character
     */
    int write(long row, byte[] to, int at) {
        long left = Mix.below(HALF, row + first);
        long right = sum(row, Mix.below(HALF, left + second));
        left = sum(left, Mix.below(HALF, right + third));
        writeHalf(left, to, at);
        writeHalf(right, to, at + HALF_WIDTH);
        return at + WIDTH;
    }

    private static long sum(long a, long b) {
        long sum = a + b;
        return sum < HALF ? sum : sum - HALF;
    }

    private static void writeHalf(long half, byte[] to, int at) {
        int high = (int) (half / QUARTER);
        int low = (int) (half % QUARTER);
        writePair(high / PAIR, to, at);
        writePair(high % PAIR, to, at + 2);
        writePair(low / PAIR, to, at + 4);
        writePair(low % PAIR, to, at + 6);
    }

    private static void writePair(int pair, byte[] to, int at) {
        to[at] = PAIRS[2 * pair];
        to[at + 1] = PAIRS[2 * pair + 1];
    }
}
