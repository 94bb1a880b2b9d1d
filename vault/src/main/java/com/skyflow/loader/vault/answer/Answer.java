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

    /** Whether the vault was called: without a token it is not, and that says nothing about the rows. */
    default boolean wasCalled() {
        return !(this instanceof TokenDelayed || this instanceof TokenRefused);
    }

    /** All rows are in the vault. */
    record Loaded(Call call) implements Answer {}

    /** The vault asks everybody to wait: nothing is wrong with the rows. */
    record Throttled(Call call, Optional<Duration> retryAfter) implements Answer {}

    /** It may work next time, and the rows may be in the vault already. */
    record Transient(Call call, String problem) implements Answer {
        private static final int REQUEST_TIMEOUT = 408;
        private static final int UNAVAILABLE = 503;
        private static final int GATEWAY_TIMEOUT = 504;

        /** Whether fewer calls at one time may help: no answer came in time, or the vault says that it is overloaded. */
        public boolean isOfLoad() {
            Integer status = call.status();
            return status == null || status == REQUEST_TIMEOUT || status == UNAVAILABLE || status == GATEWAY_TIMEOUT;
        }
    }

    /** The vault does not take these rows together; at least one of them is at fault, or the settings are. */
    record Rejected(Call call, String problem) implements Answer {
        /** Whether the request was too large rather than wrong. */
        public boolean isTooLarge() {
            return call.status() != null && call.status() == 413;
        }
    }

    /** A person has to look: until then no call can succeed. */
    sealed interface NeedsPerson extends Answer {
        /** What is wrong and what to do, without its end: "… and start again". */
        String advice();
    }

    /** The credential is not or no longer valid, and there is no other. */
    record Unauthorized(Call call, String problem) implements NeedsPerson {
        @Override
        public String advice() {
            return "The vault does not accept the credential (%s). Get a new one and start again".formatted(problem);
        }
    }

    /**
     * The vault was not called, because there is no token at the moment; later there may be one.
     *
     * @param pause how long to wait before asking again
     */
    record TokenDelayed(Call call, String problem, Duration pause) implements Answer {}

    /** The vault was not called, because the service account gets no token. */
    record TokenRefused(Call call, String problem) implements NeedsPerson {
        @Override
        public String advice() {
            return "The service account gets no bearer token (%s). Check its credentials file, that the account and its key are enabled, and this machine's clock, and start again"
                    .formatted(problem);
        }
    }

    /** The call did not get to the vault, and none will until a person has looked: one side cannot prove who it is. */
    record Barred(Call call, String problem) implements NeedsPerson {
        @Override
        public String advice() {
            return "No call gets to the vault: %s. Start again when that is mended".formatted(problem);
        }
    }

    /** No row can ever be loaded like this: a person has to look. */
    record Refused(Call call, String problem) implements NeedsPerson {
        @Override
        public String advice() {
            return "The vault refuses the calls (%s). Check the vault's url, id and table, and the credential's role, and start again"
                    .formatted(problem);
        }
    }
}
