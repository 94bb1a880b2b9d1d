package com.skyflow.loader.local.simulator.fault;

import java.time.Instant;

/**
 * When a fault strikes. All conditions have to hold; calls that the target does not cover are not counted.
 *
 * @param target the calls it may strike
 * @param fraction the share of calls that it strikes, in [0, 1]
 * @param skip calls that it lets pass first
 * @param count how often it strikes at most
 * @param from the instant from which on it strikes
 * @param until the instant from which on it no longer strikes
 */
public record Trigger(Target target, double fraction, long skip, long count, Instant from, Instant until) {
    public Trigger {
        if (!(fraction >= 0 && fraction <= 1)) {
            throw new IllegalArgumentException("fraction: " + fraction + " (expected: 0..1)");
        }
        if (skip < 0 || count < 0) {
            throw new IllegalArgumentException("skip: " + skip + ", count: " + count + " (expected: 0 or more)");
        }
    }

    /** Every call that loads records. */
    public static Trigger always() {
        return new Trigger(Target.LOADS, 1, 0, Long.MAX_VALUE, Instant.MIN, Instant.MAX);
    }

    /** A share of the calls that load records. */
    public static Trigger fraction(double fraction) {
        return new Trigger(Target.LOADS, fraction, 0, Long.MAX_VALUE, Instant.MIN, Instant.MAX);
    }

    /** The next calls that load records. */
    public static Trigger next(long count) {
        return always().atMost(count);
    }

    /** The calls that load records in a span of time. */
    public static Trigger between(Instant from, Instant until) {
        return new Trigger(Target.LOADS, 1, 0, Long.MAX_VALUE, from, until);
    }

    public Trigger atMost(long newCount) {
        return new Trigger(target, fraction, skip, newCount, from, until);
    }

    public Trigger after(long newSkip) {
        return new Trigger(target, fraction, newSkip, count, from, until);
    }

    public Trigger on(Target newTarget) {
        return new Trigger(newTarget, fraction, skip, count, from, until);
    }

    boolean isDue(Instant now) {
        return !now.isBefore(from) && now.isBefore(until);
    }
}
