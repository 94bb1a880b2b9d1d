package com.skyflow.loader.vault.http;

import java.time.Duration;
import java.util.Optional;

/**
 * How calls are made.
 *
 * @param connections connections kept open at most, and so calls at one time
 * @param connectTimeout how long a connection may take to open
 * @param requestTimeout how long a call may take as a whole
 * @param connectionLife how old a connection may be when a call begins on it; the name is resolved anew for the next one
 * @param coding how bodies are sent
 * @param tls whom to trust, and what to prove
 * @param proxy what all connections go through; empty for none
 */
public record HttpSettings(
        int connections,
        Duration connectTimeout,
        Duration requestTimeout,
        Duration connectionLife,
        Coding coding,
        TlsFiles tls,
        Optional<HttpProxy> proxy) {
    /** How the body of a request is sent. */
    public enum Coding {
        PLAIN,
        GZIP
    }

    /** Connections that live five minutes, without compression, custom certificates and proxy. */
    public HttpSettings(int connections, Duration connectTimeout, Duration requestTimeout) {
        this(
                connections,
                connectTimeout,
                requestTimeout,
                Duration.ofMinutes(5),
                Coding.PLAIN,
                TlsFiles.NONE,
                Optional.empty());
    }

    /** The same with another number of connections. */
    public HttpSettings withConnections(int most) {
        return new HttpSettings(most, connectTimeout, requestTimeout, connectionLife, coding, tls, proxy);
    }
}
