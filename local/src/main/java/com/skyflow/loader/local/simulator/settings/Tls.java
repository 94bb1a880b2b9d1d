package com.skyflow.loader.local.simulator.settings;

/**
 * How the simulator speaks TLS.
 *
 * @param certificate what it shows for itself
 * @param protocols what it speaks inside
 * @param callers what it asks of callers
 */
public record Tls(Certificate certificate, Protocols protocols, Callers callers) {
    /** A valid certificate, HTTP/2 and HTTP/1.1, for everybody. */
    public static final Tls DEFAULT = new Tls(Certificate.VALID, Protocols.HTTP_2_AND_1, Callers.ANY);

    /** What a certificate is worth. */
    public enum Certificate {
        /** For this host, its names and loopback. */
        VALID,
        /** Expired on 2020-01-01. */
        EXPIRED,
        /** For the host {@code other.example}. */
        OF_ANOTHER_NAME
    }

    /** The protocols that a caller can choose from (ALPN). */
    public enum Protocols {
        HTTP_2_AND_1,
        ONLY_HTTP_1
    }

    /** Who is let in. */
    public enum Callers {
        ANY,
        /** Only those with a certificate of the simulator's own authority. */
        WITH_CERTIFICATE
    }

    public Tls with(Certificate newCertificate) {
        return new Tls(newCertificate, protocols, callers);
    }

    public Tls with(Protocols newProtocols) {
        return new Tls(certificate, newProtocols, callers);
    }

    public Tls with(Callers newCallers) {
        return new Tls(certificate, protocols, newCallers);
    }
}
