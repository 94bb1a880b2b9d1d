package com.skyflow.loader.uploader.limit;

import java.time.Duration;

/** How many calls a vault took in each of the last seconds. Not thread-safe. Times are those of {@link System#nanoTime()}. */
final class AcceptedRate {
    private static final int SECONDS = 5;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final long[] calls = new long[SECONDS];
    private final long startedAt;
    private long latest;

    AcceptedRate(long now) {
        this.startedAt = now;
    }

    void add(long now) {
        calls[bucket(now)]++;
    }

    /** The mean of the time that is looked back at, which includes seconds without any call. */
    double perSecond(long now) {
        bucket(now);
        long sum = 0;
        for (long second : calls) {
            sum += second;
        }
        // The second that has begun counts as far as it has gone.
        double begun = (double) ((now - startedAt) % SECOND) / SECOND;
        double seconds = Math.clamp((double) (now - startedAt) / SECOND, 1, SECONDS - 1 + begun);
        return sum / seconds;
    }

    /** The place of this second, behind others that are emptied since nothing was taken in them. */
    private int bucket(long now) {
        long second = (now - startedAt) / SECOND;
        for (long empty = Math.max(latest + 1, second - SECONDS + 1); empty <= second; empty++) {
            calls[(int) (empty % SECONDS)] = 0;
        }
        latest = Math.max(latest, second);
        return (int) (second % SECONDS);
    }
}
