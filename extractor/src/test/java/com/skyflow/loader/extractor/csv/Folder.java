package com.skyflow.loader.extractor.csv;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.skyflow.loader.extractor.source.RowReader;
import com.skyflow.loader.extractor.source.Source;
import com.skyflow.loader.extractor.source.SourceRow;
import com.skyflow.loader.extractor.source.Start;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;

/** A folder of CSV files, and the sources that read them. */
record Folder(Path path) {
    /** A folder that is removed after use. */
    static void withNew(Consumer<Folder> action) {
        try {
            Path path = Files.createTempDirectory("csv");
            try {
                action.accept(new Folder(path));
            } finally {
                try (var files = Files.list(path)) {
                    files.forEach(file -> file.toFile().delete());
                }
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path file(String name) {
        return path.resolve(name);
    }

    Path write(String name, byte[] content) {
        try {
            return Files.write(file(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path write(String name, String content) {
        return write(name, content.getBytes(UTF_8));
    }

    /** Reads the files {@code d.csv} and {@code t.csv}. */
    Source two() {
        return two(0);
    }

    Source two(long maxRecords) {
        return CsvSource.of(
                new CsvFiles.TwoFiles(file("d.csv"), "v", file("t.csv"), "t"), maxRecords, new Suffix.None());
    }

    Source two(byte[] data, byte[] tokens) {
        write("d.csv", data);
        write("t.csv", tokens);
        return two();
    }

    Source two(String data, String tokens) {
        return two(data.getBytes(UTF_8), tokens.getBytes(UTF_8));
    }

    Source one(byte[] content) {
        return CsvSource.of(new CsvFiles.OneFile(write("f.csv", content), "v", "t"), 0, new Suffix.None());
    }

    static Source input(byte[] content) {
        return input(new ByteArrayInputStream(content));
    }

    static Source input(InputStream stream) {
        return CsvSource.of(new CsvFiles.StandardInput(stream, "v", "t"), 0, new Suffix.None());
    }

    static byte[] gzip(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** The rows behind a position, as text. */
    static List<String> read(Source source, Start start) {
        try (RowReader reader = source.open(start)) {
            return readOn(reader);
        }
    }

    static List<String> read(Source source) {
        return read(source, new Start("run-1", 0, null, null));
    }

    static List<String> readOn(RowReader reader) {
        List<String> rows = new ArrayList<>();
        while (reader.next()) {
            rows.add(describe(reader.row()));
        }
        return rows;
    }

    private static String describe(SourceRow row) {
        return switch (row) {
            case SourceRow.Valid valid ->
                valid.number() + ": " + valid.pair().value() + " -> "
                        + valid.pair().token();
            case SourceRow.Invalid invalid ->
                invalid.number() + " in " + Path.of(invalid.origin()).getFileName() + ": " + invalid.problem() + " ["
                        + new String(invalid.value(), ISO_8859_1) + "] [" + new String(invalid.token(), ISO_8859_1)
                        + "]";
        };
    }
}
