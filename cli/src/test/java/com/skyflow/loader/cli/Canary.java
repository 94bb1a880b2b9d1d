package com.skyflow.loader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyflow.loader.testing.Pieces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A value, a token and a credential of which no piece may be seen anywhere. */
final class Canary {
    static final String VALUE = "Zq7\"wXé9/kV3\\uJ5ßyH;";
    static final String TOKEN = "hG4+Rb2&nW8=cT6?pM0";
    static final String CREDENTIAL = "Lf3zKd7vQx1sYj9tBw5r";

    private static final Pieces PIECES = Pieces.of(VALUE, TOKEN, CREDENTIAL);

    private Canary() {}

    /** Whether a text holds a piece. */
    static boolean isIn(String text) {
        return PIECES.isIn(text);
    }

    /** Fails if a file of the folder itself holds a piece, or its name does. */
    static void ensureAbsentFrom(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.filter(Files::isRegularFile).filter(file -> isIn(file.getFileName() + read(file))))
                    .as("files with a piece of a value, a token or the credential")
                    .isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fails if the command line of a living process holds a piece. */
    static void ensureAbsentFromCommandLine(long pid) {
        String line = read(Path.of("/proc", Long.toString(pid), "cmdline"));
        assertThat(isIn(line))
                .as("the command line holds a piece of the canary")
                .isFalse();
    }

    private static String read(Path file) {
        try {
            // A process may be writing it, and be in the middle of a character.
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
