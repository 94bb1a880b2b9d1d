package com.skyflow.loader.common.config;

import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/**
 * The configuration file.
 *
 * @param path where it lies
 * @param name what its user calls it
 * @param hint what to do where it is missing
 */
record ConfigFile(Path path, String name, String hint) {
    private static final Set<PosixFilePermission> OF_OTHERS =
            EnumSet.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);

    String text() {
        try {
            String text = Files.readString(path);
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (NoSuchFileException e) {
            throw new LoaderException(ExitCode.USAGE, "there is no file " + name + " " + hint, e);
        } catch (CharacterCodingException e) {
            throw new LoaderException(ExitCode.USAGE, name + " is not UTF-8 (expected: a JSON object in UTF-8)", e);
        } catch (IOException e) {
            throw new LoaderException(
                    ExitCode.USAGE, name + " cannot be read (expected: a file that you have the right to read)", e);
        }
    }

    /** Whether other users of the machine have the right to read it, as far as the file system can tell. */
    boolean isReadableByOthers() {
        try {
            return Files.getPosixFilePermissions(path).stream().anyMatch(OF_OTHERS::contains);
        } catch (UnsupportedOperationException | IOException e) {
            return false;
        }
    }
}
