package com.skyflow.loader.vault.http;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The JVM's own check of the other side's certificate, the name of the host included, which in addition tells what is wrong with it.
 * Thread-safe.
 */
final class ServerTrust extends X509ExtendedTrustManager {
    private static final int SHOWN_NAMES = 3;
    private static final int SHOWN_CHARACTERS = 100;

    private final X509ExtendedTrustManager checks;
    private final String authorities;
    private final Clock clock = Clock.systemUTC();

    /** @param authorities whom to trust; empty for those of the JVM */
    ServerTrust(Optional<KeyStore> authorities) throws GeneralSecurityException {
        this.authorities = authorities.isPresent()
                ? "an authority in connection.ca_file"
                : "an authority of the JVM's list; another one in connection.ca_file";
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(authorities.orElse(null));
        this.checks = Arrays.stream(factory.getTrustManagers())
                .filter(X509ExtendedTrustManager.class::isInstance)
                .map(X509ExtendedTrustManager.class::cast)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        try {
            checks.checkServerTrusted(chain, authType, engine);
        } catch (CertificateException e) {
            String host = Objects.requireNonNullElse(engine.getPeerHost(), "the vault");
            throw new UntrustedCertificate("the TLS certificate of " + host + ' ' + fault(chain, host, e), e);
        }
    }

    private String fault(X509Certificate[] chain, String host, CertificateException failure) {
        Instant now = clock.instant();
        for (X509Certificate certificate : chain) {
            Instant from = certificate.getNotBefore().toInstant();
            Instant until = certificate.getNotAfter().toInstant();
            if (now.isAfter(until)) {
                return "expired on " + date(until) + " (expected: one that is valid on " + date(now) + ')';
            }
            if (now.isBefore(from)) {
                return "is valid from " + date(from) + " on (expected: one that is valid on " + date(now) + ')';
            }
        }
        // The check of the host comes last, and is the only one whose failure has neither a type of its own nor a
        // cause.
        if (failure.getClass() == CertificateException.class && failure.getCause() == null) {
            return "is for " + names(chain[0]) + " (expected: for " + host + ')';
        }
        return "was issued by "
                + shown(chain[chain.length - 1].getIssuerX500Principal().getName())
                + ", which is not trusted (expected: " + authorities + ')';
    }

    private static LocalDate date(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }

    private static String names(X509Certificate certificate) {
        List<String> names = alternatives(certificate).map(ServerTrust::shown).toList();
        String first = names.stream().limit(SHOWN_NAMES).collect(Collectors.joining(", "));
        return names.isEmpty() ? "no host" : names.size() > SHOWN_NAMES ? first + " and others" : first;
    }

    /** Names and addresses of hosts, as they stand in the certificate. */
    private static Stream<String> alternatives(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null
                    ? Stream.empty()
                    : names.stream()
                            .map(name -> name.get(1))
                            .filter(String.class::isInstance)
                            .map(String.class::cast);
        } catch (CertificateException e) {
            return Stream.empty();
        }
    }

    /** As much of it as anybody can have written there. */
    private static String shown(String text) {
        String printable = text.replaceAll("[^\\x20-\\x7e]", "?");
        return printable.length() > SHOWN_CHARACTERS ? printable.substring(0, SHOWN_CHARACTERS) + '…' : printable;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checks.checkServerTrusted(chain, authType, socket);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        checks.checkServerTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, @Nullable Socket socket)
            throws CertificateException {
        checks.checkClientTrusted(chain, authType, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, @Nullable SSLEngine engine)
            throws CertificateException {
        checks.checkClientTrusted(chain, authType, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        checks.checkClientTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return checks.getAcceptedIssuers();
    }
}
