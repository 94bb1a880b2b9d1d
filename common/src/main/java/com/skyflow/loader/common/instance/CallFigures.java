package com.skyflow.loader.common.instance;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The calls of an uploader to its vault, counted since it began.
 *
 * @param concurrency calls that may be in flight now
 * @param inFlight calls without an answer yet
 * @param pace calls that may begin in a second now; null if that is not limited
 * @param throttledUntil until when the vault has asked to wait; null if it has not
 * @param requests calls that have ended, every attempt counted
 * @param retries attempts after the first of the same call
 * @param throttles answers that asked to wait
 * @param bytesSent bytes of request bodies
 * @param bytesReceived bytes of the bodies of answers
 * @param connections open connections to the vault
 * @param p50 half of the calls of the last seconds took at most so long; zero if there was none
 * @param p95 95 % of them
 * @param p99 99 % of them
 */
public record CallFigures(
        int concurrency,
        long inFlight,
        @Nullable Double pace,
        @Nullable Instant throttledUntil,
        long requests,
        long retries,
        long throttles,
        long bytesSent,
        long bytesReceived,
        int connections,
        Duration p50,
        Duration p95,
        Duration p99) {
    /** None at all. */
    public static final CallFigures NONE =
            new CallFigures(0, 0, null, null, 0, 0, 0, 0, 0, 0, Duration.ZERO, Duration.ZERO, Duration.ZERO);

    /** Whether the vault has asked to wait, or only so many calls may begin in a second since it did. */
    public boolean isHeldBack(Instant now) {
        return pace != null || (throttledUntil != null && throttledUntil.isAfter(now));
    }
}
