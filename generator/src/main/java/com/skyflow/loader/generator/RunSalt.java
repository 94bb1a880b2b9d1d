package com.skyflow.loader.generator;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;

/** What makes the rows of one generation differ from those of every other: 256 bits and a second. Immutable. */
final class RunSalt {
    private static final int BYTES = 32;

    /** Seeded generations pretend to be of a second between September 2020 and November 2023. */
    private static final long SEEDED_FROM = 1_600_000_000;

    private static final long SEEDED_SECONDS = 100_000_000;

    /** A part of the salt for one purpose; nothing about one key can be derived from another. */
    record Key(long first, long second, long third) {}

    private final byte[] bits;
    private final long timestamp;

    private RunSalt(byte[] bits, long timestamp) {
        this.bits = bits;
        this.timestamp = timestamp;
    }

    /** A salt that nobody had before. */
    static RunSalt fresh(Instant now) {
        byte[] bits = new byte[BYTES];
        new SecureRandom().nextBytes(bits);
        return new RunSalt(bits, now.getEpochSecond());
    }

    /** The salt of a seed: the same one for ever, its second included. */
    static RunSalt seeded(long seed) {
        byte[] bits = sha256(ByteBuffer.allocate(Long.BYTES).putLong(seed).array(), "seed");
        long second = Math.floorMod(ByteBuffer.wrap(sha256(bits, "second")).getLong(), SEEDED_SECONDS);
        return new RunSalt(bits, SEEDED_FROM + second);
    }

    /** The unix time that stands in every value and token. */
    long timestamp() {
        return timestamp;
    }

    Key key(String purpose) {
        ByteBuffer hash = ByteBuffer.wrap(sha256(bits, purpose));
        return new Key(hash.getLong(), hash.getLong(), hash.getLong());
    }

    private static byte[] sha256(byte[] bits, String purpose) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bits);
            return digest.digest(purpose.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
