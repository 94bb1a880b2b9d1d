package com.skyflow.loader.vault.answer;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One call to the vault, however it ended.
 *
 * @param at when it began
 * @param duration until its answer was there or it failed
 * @param bytes length of the request's body
 * @param answerBytes length of the answer's body
 * @param status HTTP status; null if no answer came
 * @param requestId the vault's {@code x-request-id}; null if it gave none
 */
public record Call(
        Instant at,
        Duration duration,
        long bytes,
        long answerBytes,
        @Nullable Integer status,
        @Nullable String requestId) {}
