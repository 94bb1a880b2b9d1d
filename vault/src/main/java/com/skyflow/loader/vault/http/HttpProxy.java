package com.skyflow.loader.vault.http;

import com.skyflow.loader.common.secret.Secret;
import java.util.Optional;

/**
 * An HTTP proxy, which is called without TLS; what is encrypted stays so on its way through it ({@code CONNECT}).
 *
 * @param login what it asks for; empty if nothing
 */
public record HttpProxy(String host, int port, Optional<Login> login) {
    /** What a proxy asks for ({@code Basic}). */
    public record Login(String user, Secret password) {}
}
