package com.skyflow.loader.vault.http;

import com.skyflow.loader.common.config.ConnectionConfig;
import com.skyflow.loader.common.failure.LoaderException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/** The certificates and the key of the settings, read and checked. It never prints the key. Thread-safe. */
public final class TlsFiles {
    /** The authorities of the JVM, and nothing to prove. */
    public static final TlsFiles NONE = new TlsFiles(List.of(), null);

    private static final String CERTIFICATES = "certificates in PEM, -----BEGIN CERTIFICATE-----";
    private static final char[] NO_PASSWORD = new char[0];

    private final List<X509Certificate> authorities;
    private final @Nullable Own own;
    private @Nullable SSLContext context;

    private record Own(PrivateKey key, List<X509Certificate> chain) {}

    private TlsFiles(List<X509Certificate> authorities, @Nullable Own own) {
        this.authorities = authorities;
        this.own = own;
    }

    /**
     * Reads the files.
     *
     * @throws LoaderException if one is missing or wrong, or the key is not that of the certificate
     */
    public static TlsFiles read(ConnectionConfig config) {
        return new TlsFiles(
                config.caFile()
                        .map(file -> certificates("connection.ca_file", file))
                        .orElse(List.of()),
                config.certificateFile().map(file -> own(file, config)).orElse(null));
    }

    private static Own own(Path certificateFile, ConnectionConfig config) {
        List<X509Certificate> chain = certificates("connection.certificate_file", certificateFile);
        ClientKey key = new ClientKey(config.keyFile().orElse(certificateFile), config.keyPassphrase());
        return new Own(key.read(chain.getFirst().getPublicKey(), certificateFile), chain);
    }

    private static List<X509Certificate> certificates(String setting, Path file) {
        Pem pem = Pem.read(setting, file, CERTIFICATES);
        List<byte[]> blocks = pem.all("CERTIFICATE");
        if (blocks.isEmpty()) {
            throw pem.refusal("holds no certificate", CERTIFICATES);
        }
        List<X509Certificate> certificates = new ArrayList<>();
        for (byte[] der : blocks) {
            try {
                certificates.add((X509Certificate)
                        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der)));
            } catch (CertificateException e) {
                throw pem.refusal("holds a certificate that cannot be read", CERTIFICATES);
            }
        }
        return List.copyOf(certificates);
    }

    /** What connections are encrypted with; one for all vaults, because reading the authorities of the JVM takes its time. */
    synchronized SSLContext context() {
        if (context == null) {
            context = newContext();
        }
        return context;
    }

    private SSLContext newContext() {
        try {
            SSLContext made = SSLContext.getInstance("TLS");
            made.init(keyManagers(), new TrustManager[] {new ServerTrust(authorities())}, new SecureRandom());
            return made;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("what was read cannot be used", e);
        }
    }

    private KeyManager @Nullable [] keyManagers() throws GeneralSecurityException, IOException {
        if (own == null) {
            return null;
        }
        KeyStore store = empty();
        store.setKeyEntry("own", own.key(), NO_PASSWORD, own.chain().toArray(X509Certificate[]::new));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    /** Empty for those of the JVM. */
    private Optional<KeyStore> authorities() throws GeneralSecurityException, IOException {
        if (authorities.isEmpty()) {
            return Optional.empty();
        }
        KeyStore store = empty();
        for (int i = 0; i < authorities.size(); i++) {
            store.setCertificateEntry("authority-" + i, authorities.get(i));
        }
        return Optional.of(store);
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        return store;
    }

    @Override
    public String toString() {
        return "TlsFiles[" + authorities.size() + " authorities, " + (own == null ? "no key]" : "***]");
    }
}
