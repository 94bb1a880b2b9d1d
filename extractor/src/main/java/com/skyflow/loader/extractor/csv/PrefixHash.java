package com.skyflow.loader.extractor.csv;

import java.nio.ByteBuffer;
import java.security.MessageDigest;

/** A hash over the rows of a stream that can be asked for at any row. Owned by one thread. */
final class PrefixHash {
    /** It is asked for with every checkpoint, about once a second: this many take a few milliseconds. */
    private static final int ITERATIONS = 10_000;

    private final MessageDigest digest = Stretch.sha256();

    /** Adds a field, with its length: no other row may give the same bytes. */
    void add(Cell cell) {
        byte[] bytes = cell.toBytes();
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
        digest.update(bytes);
    }

    /**
     * The hash over the fields so far.
     *
     * @param rows how many rows they are
     */
    String after(long rows) {
        byte[] salt = ByteBuffer.allocate(Long.BYTES).putLong(0, rows).array();
        return Stretch.of(copy().digest(), salt, ITERATIONS);
    }

    private MessageDigest copy() {
        try {
            return (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("SHA-256 of this JDK cannot be cloned", e);
        }
    }
}
