package com.skyflow.loader.generator;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.stream.Collectors;

/** A day of the years 1940 to 2010, {@code YYYY-MM-DD}. */
final class BirthDate implements Subject {
    private static final int WIDTH = 10;
    private static final byte[] DAYS = LocalDate.of(1940, 1, 1)
            .datesUntil(LocalDate.of(2011, 1, 1))
            .map(LocalDate::toString)
            .collect(Collectors.joining())
            .getBytes(StandardCharsets.US_ASCII);

    @Override
    public int count() {
        return DAYS.length / WIDTH;
    }

    @Override
    public int write(int index, byte[] to, int at) {
        System.arraycopy(DAYS, index * WIDTH, to, at, WIDTH);
        return at + WIDTH;
    }
}
