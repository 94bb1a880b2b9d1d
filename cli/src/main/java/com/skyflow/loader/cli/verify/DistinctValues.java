package com.skyflow.loader.cli.verify;

import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Counts how many different values there are, in bounded memory however many come: each as 72 bits of its hash, the first
 * eight of which say in which of {@value #PARTS} parts it is. Parts are counted one after the other, and lie in files of 8 bytes a value
 * once there are some millions. Among a billion values two have the same hash once in ten thousand counts. The hash has a key that only
 * this process knows. Owned by one thread.
 */
final class DistinctValues implements AutoCloseable {
    private static final int PARTS = 256;
    private static final int KEY_BYTES = 32;

    private final MessageDigest digest;
    private final byte[] key = new byte[KEY_BYTES];
    private final ByteBuffer[] parts = new ByteBuffer[PARTS];
    private @Nullable Path folder;

    /** @param held values of each part that are held in memory */
    DistinctValues(int held) {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
        new SecureRandom().nextBytes(key);
        Arrays.setAll(parts, part -> ByteBuffer.allocate(held * Long.BYTES));
    }

    /** One more value. */
    void add(String value) {
        digest.update(key);
        byte[] hash = digest.digest(value.getBytes(StandardCharsets.UTF_8));
        ByteBuffer part = parts[hash[0] & 0xff];
        if (!part.hasRemaining()) {
            write(hash[0] & 0xff, part);
        }
        part.put(hash, 1, Long.BYTES);
    }

    /** How many different ones there are. */
    long count() {
        long count = 0;
        for (int part = 0; part < PARTS; part++) {
            count += count(part);
        }
        return count;
    }

    private long count(int part) {
        ByteBuffer held = parts[part].duplicate().flip();
        byte[] written = read(part);
        long[] hashes = new long[(written.length + held.remaining()) / Long.BYTES];
        ByteBuffer.wrap(written).asLongBuffer().get(hashes, 0, written.length / Long.BYTES);
        held.asLongBuffer().get(hashes, written.length / Long.BYTES, held.remaining() / Long.BYTES);
        Arrays.sort(hashes);
        long count = 0;
        for (int i = 0; i < hashes.length; i++) {
            count += i == 0 || hashes[i] != hashes[i - 1] ? 1 : 0;
        }
        return count;
    }

    private byte[] read(int part) {
        try {
            return folder == null || Files.notExists(file(folder, part))
                    ? new byte[0]
                    : Files.readAllBytes(file(folder, part));
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private void write(int part, ByteBuffer full) {
        try {
            if (folder == null) {
                folder = Files.createTempDirectory("skyflow-loader-verify");
            }
            try (FileChannel file =
                    FileChannel.open(file(folder, part), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                full.flip();
                while (full.hasRemaining()) {
                    file.write(full);
                }
            }
            full.clear();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private static Path file(Path folder, int part) {
        return folder.resolve(Integer.toString(part));
    }

    private static LoaderException failed(IOException e) {
        return new LoaderException(
                ExitCode.UNFINISHED,
                "The different values cannot be counted: files in %s cannot be written or read (%s). Make room there for 8 bytes a row, or name another folder by JAVA_OPTS=-Djava.io.tmpdir=…, and start again."
                        .formatted(
                                System.getProperty("java.io.tmpdir"),
                                e.getClass().getSimpleName()),
                e);
    }

    @Override
    public void close() {
        if (folder == null) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
