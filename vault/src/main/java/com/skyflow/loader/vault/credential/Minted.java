package com.skyflow.loader.vault.credential;

import com.skyflow.loader.common.secret.Secret;
import java.time.Duration;
import java.util.Optional;

/** What came of asking for a token. No problem text quotes a secret. */
sealed interface Minted {
    /**
     * A token.
     *
     * @param life how long it is valid, counted from when it was asked for; empty if it does not tell
     */
    record Issued(Secret bearer, Optional<Duration> life) implements Minted {}

    /**
     * No token came, and the next time one may.
     *
     * @param retryAfter how long the other side asked to wait; empty if it did not
     */
    record Failed(String problem, Optional<Duration> retryAfter) implements Minted {}

    /** The account gets no token. */
    record Refused(String problem) implements Minted {}
}
