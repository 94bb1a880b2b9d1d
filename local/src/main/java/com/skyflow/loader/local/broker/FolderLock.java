package com.skyflow.loader.local.broker;

import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A file lock that ends with its process, however that ends. The operating system keeps it for the process, not for the
 * channel: a process opens each lock file once only, because closing any channel to it gives the lock up. Not thread-safe.
 */
final class FolderLock implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;
    private @Nullable FileLock held;

    FolderLock(Path file) {
        this.file = file;
        try {
            this.channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Whether the lock is now held here and nowhere else. */
    boolean tryExclusive() {
        return held != null ? !held.isShared() : tryLock(Sharing.EXCLUSIVE);
    }

    /** Whether the lock is now held here, perhaps among others. */
    boolean tryShared() {
        return held != null || tryLock(Sharing.SHARED);
    }

    void release() {
        FileLock lock = held;
        held = null;
        if (lock != null) {
            try {
                lock.release();
            } catch (IOException e) {
                throw failed(e);
            }
        }
    }

    @Override
    public void close() {
        held = null;
        try {
            channel.close();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private boolean tryLock(Sharing sharing) {
        try {
            held = channel.tryLock(0, Long.MAX_VALUE, sharing == Sharing.SHARED);
            return held != null;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private LoaderException failed(IOException e) {
        return new LoaderException(
                ExitCode.USAGE,
                "The file " + file + " cannot be locked (" + e.getMessage()
                        + "): start in a folder whose file system has locks.",
                e);
    }

    private enum Sharing {
        SHARED,
        EXCLUSIVE
    }
}
