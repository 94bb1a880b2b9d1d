package com.skyflow.loader.common.deadletter;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why and when a row was given up; with the row's own key and bytes, a record of a dead-letter topic.
 *
 * @param reason why, for programs
 * @param message why, for people: redacted, one line
 * @param status status of the vault's last answer; null if there was none
 * @param requestId the vault's id of the last request; null if there was none
 * @param attempts calls that were made for this row
 * @param firstAt when the first of them was made
 * @param lastAt when the last of them was made
 * @param origin where the row came from
 * @param replays how often it has been replayed
 */
public record DeadLetter(
        Reason reason,
        String message,
        @Nullable Integer status,
        @Nullable String requestId,
        int attempts,
        Instant firstAt,
        Instant lastAt,
        Origin origin,
        int replays) {
    /** Where a dead letter came from. */
    public sealed interface Origin {
        /** The topic of the row's vault. */
        String topic();

        /** The partition in which it stands or would have stood. */
        int partition();
    }

    /** A record of the vault's topic. */
    public record FromTopic(String topic, int partition, long offset) implements Origin {}

    /** A row that never entered the vault's topic: the file and the row in it. */
    public record FromSource(String topic, int partition, String source, long row) implements Origin {}

    /** The status of the vault's last answer. */
    public Optional<Integer> answered() {
        return Optional.ofNullable(status);
    }
}
