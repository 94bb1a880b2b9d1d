package com.skyflow.loader.local.simulator.tls;

import com.skyflow.loader.local.simulator.settings.Tls;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** The simulator's certificate and the authority that made it, both made anew for each simulator. Immutable. */
public final class ServerTls {
    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");
    private static final char[] NO_PASSWORD = new char[0];

    private final Authority authority = new Authority("Vault simulator CA");
    private final Tls settings;
    private final Identity server;

    /** @param host the host that callers call it */
    public ServerTls(Tls settings, String host) {
        this.settings = settings;
        List<String> hosts = List.of(host, "localhost", "127.0.0.1", "vault.test");
        this.server = switch (settings.certificate()) {
            case VALID -> authority.issue("simulator", hosts);
            case EXPIRED -> authority.issue("simulator", hosts, LONG_AGO);
            case OF_ANOTHER_NAME -> authority.issue("other.example", List.of("other.example"));
        };
    }

    /** Who vouches for the simulator, and for the callers that it lets in. */
    public Authority authority() {
        return authority;
    }

    /** What a connection goes through, from TLS to the protocol that both sides speak. */
    public ConnectionFactory[] layers(HttpConfiguration http) {
        // A caller that minds the name of the certificate leaves by itself.
        http.addCustomizer(new SecureRequestCustomizer(false));
        HttpConnectionFactory http1 = new HttpConnectionFactory(http);
        return switch (settings.protocols()) {
            case ONLY_HTTP_1 -> new ConnectionFactory[] {ssl(HttpVersion.HTTP_1_1.asString()), http1};
            case HTTP_2_AND_1 -> {
                ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory();
                alpn.setDefaultProtocol(http1.getProtocol());
                yield new ConnectionFactory[] {
                    ssl(alpn.getProtocol()), alpn, new HTTP2ServerConnectionFactory(http), http1
                };
            }
        };
    }

    private SslConnectionFactory ssl(String next) {
        SslContextFactory.Server context = new SslContextFactory.Server();
        context.setSniRequired(false);
        context.setKeyStorePassword("");
        context.setKeyStore(keyStore());
        context.setTrustStore(trustStore());
        context.setNeedClientAuth(settings.callers() == Tls.Callers.WITH_CERTIFICATE);
        return new SslConnectionFactory(context, next);
    }

    private KeyStore keyStore() {
        try {
            KeyStore store = empty();
            store.setKeyEntry("server", server.key(), NO_PASSWORD, new X509Certificate[] {server.certificate()});
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("every JRE has PKCS12", e);
        }
    }

    private KeyStore trustStore() {
        try {
            KeyStore store = empty();
            store.setCertificateEntry("authority", authority.certificate());
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("every JRE has PKCS12", e);
        }
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        return store;
    }
}
