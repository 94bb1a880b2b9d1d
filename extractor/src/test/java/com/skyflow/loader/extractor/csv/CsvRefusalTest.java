package com.skyflow.loader.extractor.csv;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CsvRefusalTest {
    private static final String CANARY = "123-45-6789";

    @TempDir
    Path path;

    @ParameterizedTest(name = "{0}")
    @MethodSource("badFiles")
    void refusesBeforeAnythingIsPublished(String name, byte[] data, byte[] tokens, String sentence) {
        LoaderException refusal =
                refusal(() -> new Folder(path).two(data, tokens).survey());
        assertThat(refusal.sentence().replace(path + "/", "")).isEqualTo(sentence);
        assertThat(refusal.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(refusal).hasNoCause();
    }

    static Stream<Arguments> badFiles() {
        byte[] tokens = bytes("t\nA\nB\nC\n");
        byte[] packed = Folder.gzip(bytes("v\n1\n2\n3\n"));
        return Stream.of(
                arguments(
                        "fewer values",
                        bytes("v\n1\n2\n"),
                        tokens,
                        "d.csv has 2 rows but t.csv has 3 rows (expected: equal numbers, rows pair by position and a blank line"
                                + " is a row); nothing was published. Find the missing row and start again."),
                arguments(
                        "fewer tokens",
                        bytes("v\n" + "1\n".repeat(1_000)),
                        bytes("t\nA"),
                        "d.csv has 1,000 rows but t.csv has 1 row (expected: equal numbers, rows pair by position and a blank line"
                                + " is a row); nothing was published. Find the missing row and start again."),
                arguments(
                        "unclosed quote",
                        bytes("v\n1\n\"" + CANARY + "\n3\n"),
                        tokens,
                        "d.csv, line 3: a quote that is opened in this row is never closed; nothing was published."
                                + " Correct it and start again."),
                arguments(
                        "lone quote at the end",
                        bytes("v\n1\n2\n\""),
                        tokens,
                        "d.csv, line 4: a quote that is opened in this row is never closed; nothing was published."
                                + " Correct it and start again."),
                arguments(
                        "unclosed quote in the tokens, behind a quoted line break",
                        bytes("v\n1\n2\n3\n"),
                        bytes("t\n\"A\nA\"\n\"" + CANARY),
                        "t.csv, line 4: a quote that is opened in this row is never closed; nothing was published."
                                + " Correct it and start again."),
                arguments(
                        "unclosed quote in a long file",
                        bytes("v\n1\n\"" + "2\n".repeat(CsvTable.MAX_FIELD_BYTES)),
                        tokens,
                        "d.csv, line 3: a field of this row is longer than 4 MB (probably a quote is opened and never"
                                + " closed); nothing was published. Correct it and start again."),
                arguments(
                        "text behind a closing quote",
                        bytes("v\n1\n\"" + CANARY + "\"x\n3\n"),
                        tokens,
                        "d.csv, line 3: something follows a closing quote in this row (expected: a comma or the end of the"
                                + " line); nothing was published. Correct it and start again."),
                arguments(
                        "more columns than the header",
                        bytes("v\r\n1\r\nDOE, " + CANARY + "\r\n3\r\n"),
                        tokens,
                        "d.csv, line 3: 2 columns (expected: 1 as in the header); nothing was published. Correct it and"
                                + " start again."),
                arguments(
                        "fewer columns than the header",
                        bytes("v,x\n1,\n2,\n" + CANARY + "\n"),
                        tokens,
                        "d.csv, line 4: 1 column (expected: 2 as in the header); nothing was published. Correct it and"
                                + " start again."),
                arguments(
                        "no header",
                        bytes(CANARY + "\n" + CANARY + "\n"),
                        tokens,
                        "d.csv, line 1: no column 'v' (found: 1 column); nothing was published. Correct the header or the"
                                + " column's name in the settings and start again."),
                arguments(
                        "another header",
                        bytes("V,SSN," + CANARY + "\n"),
                        tokens,
                        "d.csv, line 1: no column 'v' (found: 3 columns, among them 'V', 'SSN'); nothing was published."
                                + " Correct the header or the column's name in the settings and start again."),
                arguments(
                        "blank header",
                        bytes("\nv\n1\n"),
                        tokens,
                        "d.csv, line 1: no column 'v' (found: 0 columns); nothing was published. Correct the header or the"
                                + " column's name in the settings and start again."),
                arguments(
                        "double header",
                        bytes("v,x,v\n1,2,3\n"),
                        tokens,
                        "d.csv, line 1: 2 columns 'v' (expected: one); nothing was published. Correct the header and start"
                                + " again."),
                arguments(
                        "empty file",
                        bytes(""),
                        tokens,
                        "d.csv is empty (expected: a header with 'v'); nothing was published. Check which file is meant and"
                                + " start again."),
                arguments(
                        "a byte order mark alone",
                        bytes("\ufeff"),
                        tokens,
                        "d.csv is empty (expected: a header with 'v'); nothing was published. Check which file is meant and"
                                + " start again."),
                arguments(
                        "UTF-16",
                        "v\n1\n2\n3\n".getBytes(UTF_16),
                        tokens,
                        "d.csv is UTF-16 (expected: UTF-8); nothing was published. Convert it, for example with iconv -f"
                                + " UTF-16 -t UTF-8, and start again."),
                arguments(
                        "truncated gzip",
                        Arrays.copyOf(packed, packed.length - 4),
                        tokens,
                        "d.csv is damaged (gzip data ends too early); nothing was published. Give the whole file and start"
                                + " again."),
                arguments(
                        "gzip that ends within its header",
                        Arrays.copyOf(packed, 5),
                        tokens,
                        "d.csv is damaged (gzip data ends too early); nothing was published. Give the whole file and start"
                                + " again."));
    }

    @Test
    void refusesAFileThatIsMissing() {
        Folder folder = new Folder(path);
        folder.write("d.csv", "v\n1\n");
        String sentence = folder.file("t.csv")
                + " does not exist (expected: a CSV file); nothing was published. Check its" + " path and start again.";
        assertThat(refusal(folder.two()::survey)).hasMessage(sentence);
        assertThat(refusal(folder.two()::identity)).hasMessage(sentence);
    }

    @Test
    void refusesAFolder() throws IOException {
        Folder folder = new Folder(path);
        Files.createDirectory(folder.file("d.csv"));
        assertThat(refusal(folder.two()::survey))
                .hasMessage(folder.file("d.csv")
                        + " is a folder (expected: a CSV file); nothing was published. Check its path"
                        + " and start again.");
    }

    @Test
    void refusesADevice() {
        CsvFiles files = new CsvFiles.OneFile(Path.of("/dev/null"), "v", "t");
        assertThat(refusal(CsvSource.of(files, 0, new Suffix.None())::survey))
                .hasMessage(
                        "/dev/null is no regular file (expected: a file that can be read twice; a stream can be given as"
                                + " -); nothing was published. Check its path and start again.");
    }

    @Test
    void refusesWhatItMayNotRead() {
        assertThat(CsvProblem.unreadable("d.csv", new AccessDeniedException("d.csv"))
                        .after(0))
                .hasMessage(
                        "d.csv cannot be read (permission denied); nothing was published. Allow it and start again.");
    }

    @Test
    void canBeStartedAgainWhenReadingFailedMidway() {
        LoaderException failure = CsvProblem.unreadable("d.csv", new IOException("Input/output error"))
                .after(2_000);
        assertThat(failure)
                .hasMessage(
                        "d.csv cannot be read (Input/output error); 2,000 rows before it were read. See to it that it can be"
                                + " read and start again.");
        assertThat(failure.exitCode()).isEqualTo(ExitCode.UNFINISHED);
    }

    @Test
    void namesBothColumnsOfOneEmptyFile() {
        assertThat(refusal(new Folder(path).one(new byte[0])::survey))
                .hasMessage(path.resolve("f.csv")
                        + " is empty (expected: a header with 'v' and 't'); nothing was published."
                        + " Check which file is meant and start again.");
    }

    private static LoaderException refusal(org.assertj.core.api.ThrowableAssert.ThrowingCallable action) {
        return catchThrowableOfType(LoaderException.class, action);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(text.chars().allMatch(c -> c < 0x80) ? ISO_8859_1 : UTF_8);
    }
}
