package com.skyflow.loader.vault.credential;

import com.fasterxml.jackson.databind.JsonNode;
import com.skyflow.loader.common.secret.Secret;
import java.time.Instant;
import java.util.Optional;

/** A bearer token or an API key that was given, and that nobody here can renew. */
public final class FixedCredential implements Credential {
    private final Grant.Token token;

    public FixedCredential(Secret bearer) {
        this.token = new Grant.Token(bearer);
    }

    /** When it expires; empty if it does not say. */
    public Optional<Instant> expiry() {
        JsonNode seconds = Claims.of(token.bearer().reveal()).path("exp");
        return seconds.isNumber() ? Optional.of(Instant.ofEpochSecond(seconds.asLong())) : Optional.empty();
    }

    @Override
    public Grant grant() {
        return token;
    }

    @Override
    public void taken(Grant.Token taken) {
        // It stays as it is, whatever the vault says.
    }

    @Override
    public Optional<Grant> replace(Grant.Token refused) {
        return Optional.empty();
    }

    @Override
    public void close() {
        // It holds nothing open.
    }
}
