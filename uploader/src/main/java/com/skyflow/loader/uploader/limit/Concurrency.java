package com.skyflow.loader.uploader.limit;

import java.time.Duration;

/**
 * How many calls may be in flight: additive increase, multiplicative decrease. It starts low and doubles with each round of calls
 * that the vault takes, until the vault is strained for the first time; what it bore then is remembered for a minute, and up to there
 * it doubles again. Not thread-safe. Times are those of {@link System#nanoTime()}.
 */
final class Concurrency {
    private static final double START = 4;
    /** What is left of it after a strain, while nothing else holds calls back. */
    private static final double DECREASE = 0.5;
    /** The same while there is a pace, which is what a limit of calls a second is met with: at half of it the pace would not be reached. */
    private static final double DECREASE_PACED = 0.85;

    private static final long MEMORY = Duration.ofMinutes(1).toNanos();

    private final int max;
    private double limit;
    private boolean remembers;
    private double remembered;
    private long rememberedAt;
    private long decreasedAt;

    /** @param max the most that is ever allowed, at least 1 */
    Concurrency(int max, long now) {
        this.max = max;
        this.limit = Math.min(START, max);
        this.decreasedAt = now;
    }

    /** Calls that may be in flight, at least 1. */
    int limit() {
        return (int) limit;
    }

    /**
     * The vault answered a call as it should.
     *
     * @param inFlight calls in flight with it: a limit that is not made use of says nothing and does not grow
     */
    void bore(int inFlight, long now) {
        if (inFlight + 1 < limit()) {
            return;
        }
        if (remembers && now - rememberedAt >= MEMORY) {
            remembers = false;
        }
        boolean isKnownGround = !remembers || limit < remembered;
        limit = Math.min(max, limit + (isKnownGround ? 1 : 1 / limit));
    }

    /**
     * The vault was strained: it asked to wait, or did not answer in time. Calls that were in flight together are strained
     * together, so only one that began after the last decrease leads to another.
     *
     * @param startedAt when the call began
     * @param isPaced whether a pace is what holds calls back
     * @return whether the limit was decreased
     */
    boolean strained(long startedAt, long now, boolean isPaced) {
        if (startedAt - decreasedAt < 0) {
            return false;
        }
        limit = Math.max(1, limit * (isPaced ? DECREASE_PACED : DECREASE));
        decreasedAt = now;
        if (!remembers || now - rememberedAt >= MEMORY) {
            remembers = true;
            remembered = limit;
            rememberedAt = now;
        }
        return true;
    }
}
