package com.skyflow.loader.local.simulator.tls;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A certificate authority that nobody knows but whoever is given its certificate (X.509 version 3, RFC 5280; ECDSA on P-256).
 * Immutable.
 */
public final class Authority {
    private static final byte[] ECDSA_WITH_SHA256 = Der.sequence(Der.identifier("2A8648CE3D040302"));
    private static final byte[] COMMON_NAME = Der.identifier("550403");
    private static final byte[] BASIC_CONSTRAINTS = Der.identifier("551D13");
    private static final byte[] ALTERNATIVE_NAMES = Der.identifier("551D11");
    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;
    private static final Duration LIFE = Duration.ofDays(30);

    private final SecureRandom random = new SecureRandom();
    private final String name;
    private final KeyPair keys = keys();
    private final X509Certificate certificate;

    /** @param name its common name */
    public Authority(String name) {
        this.name = name;
        Instant now = Instant.now();
        byte[] isAuthority = Der.sequence(BASIC_CONSTRAINTS, Der.TRUE, Der.octets(Der.sequence(Der.TRUE)));
        this.certificate = signed(name, keys.getPublic(), now.minus(Duration.ofDays(1)), now.plus(LIFE), isAuthority);
    }

    X509Certificate certificate() {
        return certificate;
    }

    /** Its own certificate, as PEM. */
    public String pem() {
        return Identity.pem("CERTIFICATE", Identity.encoded(certificate));
    }

    /** A new key with a certificate that is valid for a month from now on. */
    public Identity issue(String subject, List<String> hosts) {
        return issue(subject, hosts, Instant.now().plus(LIFE));
    }

    /**
     * A new key with a certificate.
     *
     * @param subject its common name
     * @param hosts names and addresses of the hosts that it is for
     * @param until when it expires; it was valid for two months before
     */
    public Identity issue(String subject, List<String> hosts, Instant until) {
        KeyPair pair = keys();
        byte[][] names = hosts.stream().map(Authority::host).toArray(byte[][]::new);
        byte[] alternatives = Der.sequence(ALTERNATIVE_NAMES, Der.octets(Der.sequence(names)));
        return new Identity(
                pair.getPrivate(),
                signed(subject, pair.getPublic(), until.minus(LIFE.multipliedBy(2)), until, alternatives));
    }

    private X509Certificate signed(String subject, PublicKey key, Instant from, Instant until, byte[] extension) {
        byte[] content = Der.sequence(
                Der.explicit(0, Der.integer(BigInteger.TWO)),
                Der.integer(new BigInteger(64, random)),
                ECDSA_WITH_SHA256,
                commonName(name),
                Der.sequence(Der.time(from), Der.time(until)),
                commonName(subject),
                key.getEncoded(),
                Der.explicit(3, Der.sequence(extension)));
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(keys.getPrivate());
            signature.update(content);
            byte[] der = Der.sequence(content, ECDSA_WITH_SHA256, Der.bits(signature.sign()));
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JRE has ECDSA", e);
        }
    }

    private static byte[] commonName(String text) {
        return Der.sequence(Der.set(Der.sequence(COMMON_NAME, Der.text(text))));
    }

    private static byte[] host(String host) {
        if (!host.matches("[0-9.]+")) {
            return Der.implicit(DNS_NAME, host.getBytes(StandardCharsets.US_ASCII));
        }
        try {
            return Der.implicit(IP_ADDRESS, InetAddress.getByName(host).getAddress());
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(host + " (expected: a name or an IPv4 address)", e);
        }
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JRE has P-256", e);
        }
    }
}
