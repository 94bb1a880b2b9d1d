package com.skyflow.loader.generator;

/** A number of five digits, {@code 10000..99999}. */
final class Identifier implements Subject {
    private static final int FIRST = 10_000;
    private static final int LAST = 99_999;

    @Override
    public int count() {
        return LAST - FIRST + 1;
    }

    @Override
    public int write(int index, byte[] to, int at) {
        return Digits.write(FIRST + index, 5, to, at);
    }
}
