package com.skyflow.loader.common.config;

import com.skyflow.loader.common.secret.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How connections to the vault API and the token exchange are made.
 *
 * @param caFile PEM file of the authorities to trust; empty for those of the JVM
 * @param certificateFile PEM file of the client certificate and what leads from it to its authority
 * @param keyFile PEM file of its key; empty if that stands with the certificate
 * @param keyPassphrase what the key is encrypted with
 * @param proxy what connections go through
 * @param gzip whether bodies of requests are compressed
 * @param life how old a connection may be when a call begins on it
 */
public record ConnectionConfig(
        Optional<Path> caFile,
        Optional<Path> certificateFile,
        Optional<Path> keyFile,
        Optional<Secret> keyPassphrase,
        Optional<ProxyConfig> proxy,
        boolean gzip,
        Duration life) {
    /** The same with secrets of another place, where it has none of its own. */
    public ConnectionConfig orElse(Optional<Secret> otherPassphrase, Optional<Secret> proxyPassword) {
        return new ConnectionConfig(
                caFile,
                certificateFile,
                keyFile,
                keyPassphrase.or(() -> otherPassphrase),
                proxy.map(through -> through.orElse(proxyPassword)),
                gzip,
                life);
    }
}
