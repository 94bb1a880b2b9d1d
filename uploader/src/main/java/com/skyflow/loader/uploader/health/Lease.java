package com.skyflow.loader.uploader.health;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The right to call the vault for the partitions that were held at the last poll. It runs out when the poll thread has not come
 * round for a while, as after a machine's sleep or a stopped process: Kafka fences the commits of such a process, but not its calls.
 *
 * <p>Both clocks are asked: the monotonic one stands still while a machine sleeps, and the other one can be set back. One that is set
 * forward costs the three seconds of a doubt.
 */
public final class Lease {
    /** Shorter than the shortest session timeout in use, so that nobody else owns the partitions yet. */
    private static final Duration LENGTH = Duration.ofSeconds(8);

    /**
     * Once it has run out, renewing it is not enough: the group may have gone on without this process, and says so only when the
     * consumer has spoken with it again.
     */
    private static final Duration DOUBT = Duration.ofSeconds(3);

    private final LongSupplier nanoTime;
    private final InstantSource clock;
    private volatile long heldFrom;
    private volatile Moment renewed;

    /** A moment by both clocks. */
    private record Moment(long nanos, long millis) {}

    public Lease(LongSupplier nanoTime, InstantSource clock) {
        this.nanoTime = nanoTime;
        this.clock = clock;
        this.renewed = now();
        this.heldFrom = renewed.nanos();
    }

    private Moment now() {
        return new Moment(nanoTime.getAsLong(), clock.millis());
    }

    /** Renews it; called by the poll thread. */
    public void renew() {
        Moment now = now();
        if (hasRunOut(now)) {
            heldFrom = now.nanos() + DOUBT.toNanos();
        }
        renewed = now;
    }

    private boolean hasRunOut(Moment now) {
        Moment then = renewed;
        return now.nanos() - then.nanos() > LENGTH.toNanos() || now.millis() - then.millis() > LENGTH.toMillis();
    }

    /** Waits while it is not held. */
    public void await() throws InterruptedException {
        while (!isHeld()) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /** How long ago the poll thread last came round. */
    public Duration sinceRenewal() {
        return Duration.ofNanos(nanoTime.getAsLong() - renewed.nanos());
    }

    /** Whether it has not run out, nor is in doubt since it did. */
    public boolean isHeld() {
        Moment now = now();
        return !hasRunOut(now) && now.nanos() - heldFrom >= 0;
    }
}
