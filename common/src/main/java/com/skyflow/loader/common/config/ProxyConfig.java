package com.skyflow.loader.common.config;

import com.skyflow.loader.common.secret.Secret;
import java.util.Optional;

/**
 * An HTTP proxy.
 *
 * @param user whom it knows; empty if it lets everybody through
 * @param password the user's
 */
public record ProxyConfig(String host, int port, Optional<String> user, Optional<Secret> password) {
    ProxyConfig orElse(Optional<Secret> otherPassword) {
        return new ProxyConfig(host, port, user, password.or(() -> otherPassword));
    }
}
