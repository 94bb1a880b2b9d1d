package com.skyflow.loader.vault.credential;

import com.skyflow.loader.common.secret.Secret;
import java.time.Duration;

/** What a call is authorized with, or why it is not. No problem text quotes a secret. */
public sealed interface Grant {
    /**
     * A bearer token or an API key.
     *
     * @param bearer what stands behind {@code Bearer} in the header
     */
    record Token(Secret bearer) implements Grant {}

    /**
     * There is no token now, and there may be one later.
     *
     * @param pause how long to wait before asking again
     */
    record Delayed(String problem, Duration pause) implements Grant {}

    /** There will be no token until a person has looked. */
    record Refused(String problem) implements Grant {}
}
