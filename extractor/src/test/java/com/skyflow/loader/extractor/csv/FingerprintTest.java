package com.skyflow.loader.extractor.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FingerprintTest {
    private static final FileTime THEN = FileTime.fromMillis(1_795_220_634_000L);
    private static final String CONTENT = "v\n" + "123-45-6789\n".repeat(20_000);

    @TempDir
    Path path;

    private String before = "";

    @BeforeEach
    void write() throws IOException {
        write(CONTENT, THEN);
        before = fingerprint("v");
    }

    @Test
    void isTheSameForTheSameFile() throws IOException {
        write(CONTENT, THEN);
        assertThat(fingerprint("v")).isEqualTo(before).matches("v1\\$[A-Za-z0-9_-]{43}");
    }

    @Test
    void changesWithTheTime() throws IOException {
        write(CONTENT, FileTime.fromMillis(THEN.toMillis() + 1));
        assertThat(fingerprint("v")).isNotEqualTo(before);
    }

    @Test
    void changesWithTheSize() throws IOException {
        write(CONTENT + "\n", THEN);
        assertThat(fingerprint("v")).isNotEqualTo(before);
    }

    @Test
    void changesWithTheBeginning() throws IOException {
        write("w" + CONTENT.substring(1), THEN);
        assertThat(fingerprint("v")).isNotEqualTo(before);
    }

    @Test
    void changesWithTheEnd() throws IOException {
        write(CONTENT.substring(0, CONTENT.length() - 2) + "0\n", THEN);
        assertThat(fingerprint("v")).isNotEqualTo(before);
    }

    @Test
    void changesWithTheColumn() {
        assertThat(fingerprint("w")).isNotEqualTo(before);
    }

    @Test
    void isPartOfTheIdentity() {
        Folder folder = new Folder(path);
        folder.write("t.csv", "t\n");
        assertThat(folder.two(7).identity()).satisfies(identity -> {
            assertThat(identity.kind()).isEqualTo("csv");
            assertThat(identity.names())
                    .containsExactly(
                            path.resolve("d.csv").toString(),
                            path.resolve("t.csv").toString());
            assertThat(identity.fingerprint()).isNotEqualTo(before).startsWith("v1$");
            assertThat(identity.maxRecords()).isEqualTo(7);
            assertThat(identity.appendSuffix()).isFalse();
        });
        assertThat(folder.two().identity()).isEqualTo(folder.two().identity());
    }

    private void write(String content, FileTime time) throws IOException {
        Files.setLastModifiedTime(new Folder(path).write("d.csv", content), time);
    }

    private String fingerprint(String column) {
        return Fingerprint.of(List.of(new CsvFile(path.resolve("d.csv"), List.of(column))));
    }
}
