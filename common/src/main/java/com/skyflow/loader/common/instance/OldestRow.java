package com.skyflow.loader.common.instance;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The first row of a partition that is not finished, or, where all are, the first that is not committed: what everything behind it waits
 * for.
 *
 * @param key {@code <run>/<row>}; null where the record is no row of the loader
 * @param offset of its record
 * @param attempts calls made for it so far by this instance, those that the vault throttled not counted
 * @param waitsFor what it waits for
 * @param detail more about that, redacted: the last problem; null if there is nothing to say
 * @param since since when this instance has had it as its oldest, to about a second
 */
public record OldestRow(
        @Nullable String key,
        long offset,
        int attempts,
        WaitsFor waitsFor,
        @Nullable String detail,
        Instant since) {
    /** Longer than a row waits where all goes well: the attempts of a call, with their pauses. */
    private static final Duration LONGEST_USUAL = Duration.ofSeconds(30);

    /** How long it has been the oldest; never negative, for the clocks of machines may differ. */
    public Duration heldFor(Instant now) {
        return since.isBefore(now) ? Duration.between(since, now) : Duration.ZERO;
    }

    /** Whether that is longer than a row waits where all goes well. */
    public boolean isStuck(Instant now) {
        return heldFor(now).compareTo(LONGEST_USUAL) > 0;
    }
}
