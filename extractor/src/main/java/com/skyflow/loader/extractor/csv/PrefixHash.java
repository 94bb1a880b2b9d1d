package com.skyflow.loader.extractor.csv;

import java.nio.ByteBuffer;
import java.security.MessageDigest;

/** A hash over the rows of a stream that can be asked for at any row. Not thread-safe. */
final class PrefixHash {
    private final MessageDigest digest = Stretch.sha256();
    private long rows;

    /** Adds a row. */
    void add(Cell value, Cell token) {
        add(value);
        add(token);
        rows++;
    }

    /** Adds a field, with its length: no other row may give the same bytes. */
    private void add(Cell cell) {
        byte[] bytes = cell.toBytes();
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
        digest.update(bytes);
    }

    /** The hash over the rows so far, and how many they are. */
    String value() {
        byte[] salt = ByteBuffer.allocate(Long.BYTES).putLong(0, rows).array();
        return Stretch.of(copy().digest(), salt);
    }

    private MessageDigest copy() {
        try {
            return (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("SHA-256 of this JDK cannot be cloned", e);
        }
    }
}
