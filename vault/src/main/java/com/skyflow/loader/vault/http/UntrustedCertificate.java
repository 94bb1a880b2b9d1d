package com.skyflow.loader.vault.http;

import java.security.cert.CertificateException;

/** The certificate of the other side is not to be trusted; its message says of whom, what was found, and what was expected. */
final class UntrustedCertificate extends CertificateException {
    UntrustedCertificate(String problem, Throwable cause) {
        super(problem, cause);
    }
}
