package com.skyflow.loader.vault.answer;

import java.time.Duration;
import java.util.Optional;

/**
 * What the answer to an insert means for the rows that were sent. No problem text holds a piece of a value or token.
 *
 * <p>The statuses are those that Skyflow's own clients retry (408, 429, 5xx and network errors); see the API page, section 1.5.
 */
public sealed interface Answer {
    Call call();

    /** All rows are in the vault. */
    record Loaded(Call call) implements Answer {}

    /** The vault asks everybody to wait: nothing is wrong with the rows. */
    record Throttled(Call call, Optional<Duration> retryAfter) implements Answer {}

    /** It may work next time, and the rows may be in the vault already. */
    record Transient(Call call, String problem) implements Answer {}

    /** The vault does not take these rows together; at least one of them is at fault, or the settings are. */
    record Rejected(Call call, String problem) implements Answer {
        /** Whether the request was too large rather than wrong. */
        public boolean isTooLarge() {
            return call.status() != null && call.status() == 413;
        }
    }

    /** The credential is not or no longer valid. */
    record Unauthorized(Call call, String problem) implements Answer {}

    /** No row can ever be loaded like this: a person has to look. */
    record Refused(Call call, String problem) implements Answer {}
}
