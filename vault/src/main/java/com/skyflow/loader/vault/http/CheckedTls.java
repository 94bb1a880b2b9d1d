package com.skyflow.loader.vault.http;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.HttpsSupport;

/**
 * TLS whose handshake fails unless the certificate is for the host that was called.
 *
 * <p>HttpClient 5.6 asks the JVM for that check only after it has handed its parameters to the engine, where it has no effect, and
 * would look at the name itself when the handshake is over. It still does, but {@link ServerTrust} can say what is wrong.
 */
final class CheckedTls extends DefaultClientTlsStrategy {
    CheckedTls(SSLContext context) {
        super(context, HostnameVerificationPolicy.BOTH, HttpsSupport.getDefaultHostnameVerifier());
    }

    @Override
    protected void initializeEngine(SSLEngine engine) {
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        engine.setSSLParameters(parameters);
    }
}
