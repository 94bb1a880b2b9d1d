package com.skyflow.loader.testing;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A wait for a condition, with a bound. */
public final class Wait {
    private static final long POLL_MILLIS = 20;

    private Wait() {}

    /**
     * Waits until a condition holds.
     *
     * @param description what is waited for, as the end of "not within 10 s: "
     * @throws AssertionError if the condition does not hold within the bound
     */
    public static void until(String description, Duration bound, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > bound.toNanos()) {
                throw new AssertionError("not within " + bound.toSeconds() + " s: " + description);
            }
            pause(description);
        }
    }

    private static void pause(String description) {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted: " + description, e);
        }
    }
}
