package com.skyflow.loader.generator;

/** Decimal digits, written without a string. */
final class Digits {
    private Digits() {}

    /**
     * Writes a number with leading zeros.
     *
     * @return the index after the last digit
     */
    static int write(int number, int width, byte[] to, int at) {
        int rest = number;
        for (int i = at + width - 1; i >= at; i--) {
            to[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return at + width;
    }
}
