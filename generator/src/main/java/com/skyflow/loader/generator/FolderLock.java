package com.skyflow.loader.generator;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** The right to generate into a folder. The operating system takes it back when its process dies. */
final class FolderLock implements AutoCloseable {
    private final Path path;
    private final FileChannel channel;

    private FolderLock(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** The lock, or empty while somebody else holds it. */
    static Optional<FolderLock> take(Path folder) throws IOException {
        Path path = folder.resolve(".generate.lock");
        FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return Optional.of(new FolderLock(path, channel));
            }
        } catch (OverlappingFileLockException e) {
            // Another thread of this process has it: the same answer as for another process.
        }
        channel.close();
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
        channel.close();
    }
}
