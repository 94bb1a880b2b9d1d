package com.skyflow.loader.extractor.run;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** Ids of runs: when they started, to the second in UTC, and six random digits. */
public final class RunIds {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss").withZone(ZoneOffset.UTC);

    private RunIds() {}

    /** A new id. */
    public static String next(Instant startedAt, RandomGenerator random) {
        return TIME.format(startedAt) + '-' + HexFormat.of().toHexDigits(random.nextInt(), 6);
    }
}
