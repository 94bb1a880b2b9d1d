package com.skyflow.loader.local.simulator.settings;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long a call takes: evenly spread between two durations. It passes after the records are stored, before the answer.
 */
public record Latency(Duration min, Duration max) {
    public static final Latency NONE = of(Duration.ZERO);

    public Latency {
        if (min.isNegative() || max.compareTo(min) < 0) {
            throw new IllegalArgumentException("latency: " + min + ".." + max + " (expected: 0 <= min <= max)");
        }
    }

    /** The same for every call. */
    public static Latency of(Duration duration) {
        return new Latency(duration, duration);
    }

    /** Of the next call, in nanoseconds. */
    public long draw() {
        long least = min.toNanos();
        long most = max.toNanos();
        return least == most ? least : ThreadLocalRandom.current().nextLong(least, most + 1);
    }
}
