package com.skyflow.loader.uploader.limit;

import java.time.Duration;

/**
 * How many calls may begin in a second. It is needed beside the concurrency, because one call in flight of 10 ms each is already a
 * hundred a second. There is none until the vault asks to wait; then it is a share of the calls that the vault took lately, and grows
 * along a cubic curve (as TCP does, RFC 9438): quickly back towards where the vault asked, hardly any more while it is there, and then
 * faster and faster, until the vault asks again or has not for two minutes.
 *
 * <p>So one loader alone uses nearly all of a limit. Several share it without talking to each other: who sends more is asked more
 * often; and because the curve does not depend on how many there are, eight of them do not ask eight times as often for too much. Not
 * thread-safe. Times are those of {@link System#nanoTime()}.
 */
final class Pace {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long MEMORY = Duration.ofMinutes(2).toNanos();
    private static final double DECREASE = 0.85;
    private static final double LOWEST = 0.5;
    /** Calls a second, for each second cubed. Eight loaders of a vault that takes 50 are so asked in few calls: SharedVaultTest. */
    private static final double CURVE = 0.0001;

    private final AcceptedRate accepted;
    private boolean paced;
    private double bearable;
    private double secondsToBearable;
    private long throttledAt;
    private long nextAt;

    Pace(long now) {
        this.accepted = new AcceptedRate(now);
        this.nextAt = now;
    }

    /** Whether calls are held back. */
    boolean isThere(long now) {
        paced &= now - throttledAt < MEMORY;
        return paced;
    }

    /** Calls a second; infinite if there is no pace. */
    double perSecond(long now) {
        if (!isThere(now)) {
            return Double.POSITIVE_INFINITY;
        }
        double seconds = (double) (now - throttledAt) / SECOND - secondsToBearable;
        return Math.max(LOWEST, bearable + CURVE * seconds * seconds * seconds);
    }

    /** How long until the next call may begin, in nanoseconds; zero or less if it may begin now. */
    long delay(long now) {
        return nextAt - now;
    }

    /** A call begins. One that comes a little late does not put off those behind it. */
    void begin(long now) {
        long interval = (long) (SECOND / perSecond(now));
        nextAt = now + Math.max(nextAt - now, -interval) + interval;
    }

    /** The vault took a call. */
    void bore(long now) {
        accepted.add(now);
    }

    /** The vault asked to wait. */
    void throttled(long now) {
        double rate = Math.max(LOWEST, Math.min(perSecond(now), accepted.perSecond(now)));
        double start = Math.max(LOWEST, DECREASE * rate);
        // Asked before it was back where it had been asked: others have come, and are made room for.
        bearable = paced && rate < bearable ? (rate + start) / 2 : rate;
        secondsToBearable = Math.cbrt((bearable - start) / CURVE);
        paced = true;
        throttledAt = now;
        nextAt = now + (long) (SECOND / start);
    }
}
