package com.skyflow.loader.vault.answer;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP answer as it came.
 *
 * @param retryAfter header {@code Retry-After}; null if missing
 * @param date header {@code Date}; null if missing
 * @param requestId header {@code x-request-id}; null if missing
 * @param body the body, at most as long as {@code complete} says
 * @param complete false if the body was longer than can be an answer, and was cut
 */
public record Response(
        int status,
        @Nullable String retryAfter,
        @Nullable String date,
        @Nullable String requestId,
        byte[] body,
        boolean complete) {
    /**
     * How long the answer asks to wait, from zero to an hour; empty if it does not.
     *
     * @param now what a date is compared with where the answer has none of its own
     */
    public Optional<Duration> waitAskedFor(Instant now) {
        return RetryAfter.parse(retryAfter, date, now);
    }

    @Override
    public String toString() {
        return "Response[" + status + ", " + body.length + " bytes]";
    }
}
