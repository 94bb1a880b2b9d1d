package com.skyflow.loader.generator;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file in the making: {@code <name>.part} beside the place that it gets when it is whole. What a killed generation left
 * under that name is overwritten.
 */
final class PartFile implements AutoCloseable {
    private final Path target;
    private final Path part;
    private final FileChannel channel;
    private long bytes;

    PartFile(Path target) throws IOException {
        this.target = target;
        this.part = target.resolveSibling(target.getFileName() + ".part");
        this.channel = FileChannel.open(
                part, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
    }

    void writeHeader(String header) throws IOException {
        write(ByteBuffer.wrap((header + '\n').getBytes(StandardCharsets.US_ASCII)));
    }

    void write(ByteBuffer rows) throws IOException {
        bytes += rows.remaining();
        while (rows.hasRemaining()) {
            channel.write(rows);
        }
    }

    Path target() {
        return target;
    }

    long bytes() {
        return bytes;
    }

    void moveIntoPlace() throws IOException {
        channel.close();
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Removes it, unless it stands in its place. */
    @Override
    public void close() throws IOException {
        try (channel) {
            Files.deleteIfExists(part);
        }
    }
}
