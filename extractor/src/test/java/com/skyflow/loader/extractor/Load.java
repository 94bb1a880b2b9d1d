package com.skyflow.loader.extractor;

import static java.util.stream.Collectors.joining;

import com.skyflow.loader.common.vault.Destination;
import com.skyflow.loader.common.vault.VaultName;
import com.skyflow.loader.extractor.csv.CsvFiles;
import com.skyflow.loader.extractor.csv.CsvSource;
import com.skyflow.loader.extractor.csv.Suffix;
import com.skyflow.loader.extractor.source.Source;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

/** Files of values and tokens in a folder, for some vaults. */
record Load(Path folder) {
    static final VaultName NAME = new VaultName("name");
    static final VaultName DOB = new VaultName("dob");
    static final VaultName SSN = new VaultName("ssn");

    /** Writes the files of a vault with so many good rows. */
    VaultSource rows(VaultName vault, long rows) {
        write(data(vault), "v", rows, CanaryWatch::value);
        write(tokens(vault), "t", rows, CanaryWatch::token);
        return source(vault);
    }

    VaultSource source(VaultName vault) {
        return source(vault, 0);
    }

    VaultSource source(VaultName vault, long maxRecords) {
        return of(
                vault,
                CsvSource.of(
                        new CsvFiles.TwoFiles(data(vault), "v", tokens(vault), "t"), maxRecords, new Suffix.None()));
    }

    static VaultSource of(VaultName vault, Source source) {
        return new VaultSource(vault, source, destination(vault));
    }

    static Destination destination(VaultName vault) {
        return new Destination("https://vault.example", "id-" + vault, "persons", vault.text());
    }

    Path data(VaultName vault) {
        return folder.resolve(vault + "_data.csv");
    }

    Path tokens(VaultName vault) {
        return folder.resolve(vault + "_tokens.csv");
    }

    static void write(Path file, String header, long rows, LongFunction<String> row) {
        try {
            Files.writeString(
                    file, LongStream.rangeClosed(1, rows).mapToObj(row).collect(joining("\n", header + "\n", "\n")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** So many rows, as a stream that holds both columns. */
    static byte[] stream(long rows) {
        return LongStream.rangeClosed(1, rows)
                .mapToObj(row -> CanaryWatch.value(row) + "," + CanaryWatch.token(row))
                .collect(joining("\n", "v,t\n", "\n"))
                .getBytes(StandardCharsets.US_ASCII);
    }

    static VaultSource input(VaultName vault, byte[] content) {
        return input(vault, new ByteArrayInputStream(content));
    }

    static VaultSource input(VaultName vault, InputStream content) {
        return of(vault, CsvSource.of(new CsvFiles.StandardInput(content, "v", "t"), 0, new Suffix.None()));
    }

    static String published(long row) {
        return "{\"value\":\"%s\",\"token\":\"%s\"}".formatted(CanaryWatch.value(row), CanaryWatch.token(row));
    }
}
