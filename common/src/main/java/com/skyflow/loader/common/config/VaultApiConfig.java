package com.skyflow.loader.common.config;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * How the vault API is called.
 *
 * @param url base URL without a trailing slash
 * @param credential the credential of a flag or the file; empty if another place has to be asked
 * @param upsert whether an insert updates the record that has the same value
 * @param connectTimeout longest wait for a connection
 * @param requestTimeout longest wait for the answer to one call
 * @param connection how connections are made
 */
public record VaultApiConfig(
        String url,
        Optional<CredentialConfig> credential,
        boolean upsert,
        Duration connectTimeout,
        Duration requestTimeout,
        ConnectionConfig connection) {
    /** The URL's host, if it is not known to be that of a test vault: neither this machine nor a test environment of Skyflow. */
    public Optional<String> productionHost() {
        URI uri = URI.create(url);
        return VaultUrl.looksLikeProduction(uri) ? Optional.of(uri.getHost()) : Optional.empty();
    }
}
