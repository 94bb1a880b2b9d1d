package com.skyflow.loader.cli;

import com.skyflow.loader.common.row.Pair;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The pairs of one vault's load, numbered from 1. The first and the middle one are the canary's. */
record Pairs(int count) {
    Pair row(int number) {
        boolean canary = number == 1 || number == middle();
        return canary
                ? new Pair(Canary.VALUE + number, Canary.TOKEN + number)
                : new Pair("value, no. " + number, "tok_" + number);
    }

    int middle() {
        return count / 2;
    }

    Stream<Pair> stream() {
        return IntStream.rangeClosed(1, count).mapToObj(this::row);
    }

    /** Writes the two files of a usual vault whose columns are called {@code header} and {@code header_token}. */
    void write(Path folder, String vault, String header) {
        try {
            Files.createDirectories(folder);
            write(folder.resolve(vault + "_data.csv"), header, stream().map(Pair::value));
            write(
                    folder.resolve(vault + "_tokens.csv"),
                    header + "_token",
                    stream().map(Pair::token));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String header, Stream<String> fields) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(header + "\n");
            for (String field : (Iterable<String>) fields::iterator) {
                out.write('"' + field.replace("\"", "\"\"") + "\"\n");
            }
        }
    }
}
