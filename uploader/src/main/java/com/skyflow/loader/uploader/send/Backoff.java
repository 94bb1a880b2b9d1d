package com.skyflow.loader.uploader.send;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before an attempt is repeated: exponential with full jitter, so that many senders do not come back together
 * (AWS Architecture Blog, "Exponential Backoff And Jitter").
 *
 * @param base upper end of the first wait
 * @param longest upper end of every later one
 */
public record Backoff(Duration base, Duration longest) {
    /** The wait after the n-th failed attempt, in {@code [0, min(longest, base * 2^(n-1))]}. */
    public Duration after(int failedAttempts, RandomGenerator random) {
        return Duration.ofNanos(random.nextLong(bound(failedAttempts).toNanos() + 1));
    }

    private Duration bound(int failedAttempts) {
        int doublings = Math.min(failedAttempts - 1, 30);
        Duration bound = base.multipliedBy(1L << doublings);
        return bound.compareTo(longest) < 0 ? bound : longest;
    }
}
