package com.skyflow.loader.faults;

import com.skyflow.loader.common.row.Pair;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * The rows of a load, numbered from 1, each with a value and a token that no other has.
 *
 * @param rows how many there are
 * @param data the folder of its files
 */
public record Source(int rows, Path data) {
    /** Writes the files of a source. */
    static Source write(int rows, Path data) {
        Source source = new Source(rows, data);
        try {
            Files.createDirectories(data);
            source.write("name_data.csv", "full_name", Pair::value);
            source.write("name_tokens.csv", "full_name_token", Pair::token);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return source;
    }

    private void write(String file, String header, Function<Pair, String> field) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(data.resolve(file))) {
            out.write(header + "\n");
            for (int row = 1; row <= rows; row++) {
                out.write(field.apply(row(row)) + "\n");
            }
        }
    }

    /** A row. */
    public Pair row(int number) {
        return new Pair("value no. " + number, "tok_" + number);
    }
}
