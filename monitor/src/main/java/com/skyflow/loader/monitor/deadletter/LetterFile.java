package com.skyflow.loader.monitor.deadletter;

import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A new file of JSON lines that its owner alone can read. Owned by one thread. */
public final class LetterFile implements AutoCloseable {
    private final Path path;
    private final BufferedWriter out;

    private LetterFile(Path path, BufferedWriter out) {
        this.path = path;
        this.out = out;
    }

    /**
     * Creates it.
     *
     * @throws LoaderException if it is there already or cannot be written
     */
    public static LetterFile create(Path path) {
        try {
            Files.createFile(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            return new LetterFile(path, Files.newBufferedWriter(path));
        } catch (FileAlreadyExistsException e) {
            throw new LoaderException(
                    ExitCode.USAGE, "File %s exists already. Remove it or choose another.".formatted(path), e);
        } catch (IOException e) {
            throw failed(path, e);
        }
    }

    /** Adds a line. */
    public void add(String line) {
        try {
            out.write(line);
            out.write('\n');
        } catch (IOException e) {
            throw failed(path, e);
        }
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw failed(path, e);
        }
    }

    private static LoaderException failed(Path path, Exception failure) {
        return new LoaderException(
                ExitCode.UNFINISHED,
                "File %s cannot be written (%s). Make room or choose another folder, and call again."
                        .formatted(path, failure.getClass().getSimpleName()),
                failure);
    }
}
