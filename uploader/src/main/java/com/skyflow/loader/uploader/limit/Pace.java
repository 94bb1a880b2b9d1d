package com.skyflow.loader.uploader.limit;

import java.time.Duration;

/**
 * How many calls may begin in a second. It is needed beside the concurrency, because one call in flight of 10 ms each is already a
 * hundred a second. There is none until the vault asks to wait; then it is a share of the calls that the vault took lately, and grows
 * until the vault asks again, or has not asked for a minute. Several loaders that each do so share the vault's limit: the growth is the
 * same for all, and the decrease in proportion. Not thread-safe. Times are those of {@link System#nanoTime()}.
 */
final class Pace {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long MEMORY = Duration.ofMinutes(1).toNanos();
    private static final double DECREASE = 0.7;
    private static final double LOWEST = 0.5;
    /** Calls a second that it grows by in each second. */
    private static final double INCREASE = 0.4;
    /** The same in proportion, for limits that are far above. */
    private static final double GROWTH = 1.02;

    private final AcceptedRate accepted;
    private double perSecond = Double.POSITIVE_INFINITY;
    private long throttledAt;
    private long grownAt;
    private long nextAt;

    Pace(long now) {
        this.accepted = new AcceptedRate(now);
        this.nextAt = now;
    }

    /** Calls a second; infinite if there is no pace. */
    double perSecond(long now) {
        grow(now);
        return perSecond;
    }

    /** How long until the next call may begin, in nanoseconds; zero or less if it may begin now. */
    long delay(long now) {
        return nextAt - now;
    }

    /** A call begins. */
    void begin(long now) {
        grow(now);
        long from = nextAt - now > 0 ? nextAt : now;
        nextAt = from + (long) (SECOND / perSecond);
    }

    /** The vault took a call. */
    void bore(long now) {
        accepted.add(now);
    }

    /** The vault asked to wait. */
    void throttled(long now) {
        grow(now);
        perSecond = Math.max(LOWEST, DECREASE * Math.min(perSecond, accepted.perSecond(now)));
        throttledAt = now;
        grownAt = now;
        nextAt = now + (long) (SECOND / perSecond);
    }

    private void grow(long now) {
        if (Double.isInfinite(perSecond)) {
            return;
        }
        if (now - throttledAt >= MEMORY) {
            perSecond = Double.POSITIVE_INFINITY;
            return;
        }
        for (; now - grownAt >= SECOND; grownAt += SECOND) {
            perSecond = perSecond * GROWTH + INCREASE;
        }
    }
}
