package com.skyflow.loader.extractor.csv;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Makes a digest slow to guess (PBKDF2, RFC 8018). A file or the first row of a stream may hold a single social security
 * number: of these there are so few that a plain hash, which stands in Kafka, would tell the number to whoever tries them all.
 */
final class Stretch {
    private static final int BITS = 256;
    /**
     * Hashes that each guess costs. A hash is asked for with every checkpoint, about once a second: this many take a few
     * milliseconds. What is hashed holds the tokens, so that a value alone cannot be tried out.
     */
    private static final int ITERATIONS = 10_000;

    private Stretch() {}

    /**
     * @param salt must not be random: the same source has to get the same text in another process
     */
    static String of(byte[] digest, byte[] salt) {
        PBEKeySpec spec = new PBEKeySpec(HexFormat.of().formatHex(digest).toCharArray(), salt, ITERATIONS, BITS);
        try {
            byte[] stretched = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
            return "v1$" + Base64.getUrlEncoder().withoutPadding().encodeToString(stretched);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("PBKDF2WithHmacSHA256 is missing (expected: a JDK with SunJCE)", e);
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
