package com.skyflow.loader.uploader.health;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The right to call the vault for the partitions that were held at the last poll. It runs out when the poll thread has not come
 * round for a while, as after a laptop's sleep or a stopped process: Kafka fences the commits of such a process, but not its calls.
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
    private volatile long heldFrom;
    private volatile long renewedAt;

    public Lease(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.renewedAt = nanoTime.getAsLong();
        this.heldFrom = renewedAt;
    }

    /** Renews it; called by the poll thread. */
    public void renew() {
        long now = nanoTime.getAsLong();
        if (now - renewedAt > LENGTH.toNanos()) {
            heldFrom = now + DOUBT.toNanos();
        }
        renewedAt = now;
    }

    /** Waits while it is not held. */
    public void await() throws InterruptedException {
        while (!isHeld()) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /** How long ago the poll thread last came round. */
    public Duration sinceRenewal() {
        return Duration.ofNanos(nanoTime.getAsLong() - renewedAt);
    }

    /** Whether it has not run out, nor is in doubt since it did. */
    public boolean isHeld() {
        long now = nanoTime.getAsLong();
        return now - renewedAt <= LENGTH.toNanos() && now - heldFrom >= 0;
    }
}
