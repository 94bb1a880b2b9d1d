package com.skyflow.loader.vault.answer;

import org.jspecify.annotations.Nullable;

/**
 * An HTTP answer as it came.
 *
 * @param retryAfter header {@code Retry-After}; null if missing
 * @param requestId header {@code x-request-id}; null if missing
 * @param body the body, at most as long as {@code complete} says
 * @param complete false if the body was longer than can be an answer, and was cut
 */
public record Response(
        int status, @Nullable String retryAfter, @Nullable String requestId, byte[] body, boolean complete) {
    @Override
    public String toString() {
        return "Response[" + status + ", " + body.length + " bytes]";
    }
}
