package com.skyflow.loader.common.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A credential. It prints as {@code ***}; only {@link #reveal()} gives the text, for the one place that sends it. */
public final class Secret {
    private final String text;

    public Secret(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("a secret must not be blank");
        }
        this.text = text.strip();
    }

    /** The text itself. */
    public String reveal() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret
                && MessageDigest.isEqual(
                        text.getBytes(StandardCharsets.UTF_8), secret.text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return "***";
    }
}
