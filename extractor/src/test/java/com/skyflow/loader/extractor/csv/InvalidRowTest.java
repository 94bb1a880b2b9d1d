package com.skyflow.loader.extractor.csv;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class InvalidRowTest {
    private static final String SURROGATE = "\u00ed\u00a0\u0080";

    @TempDir
    Path path;

    @ParameterizedTest(name = "{1} {2}")
    @MethodSource("badRows")
    void reportsTheRowAndKeepsItsNeighbours(String value, String token, String problem) {
        byte[] data = ("v\nfirst\n" + value + "\nlast\n").getBytes(ISO_8859_1);
        byte[] tokens = ("t\nFIRST\n" + token + "\nLAST\n").getBytes(ISO_8859_1);
        assertThat(Folder.read(new Folder(path).two(data, tokens)))
                .containsExactly(
                        "1: first -> FIRST", "2 in " + problem + " [" + value + "] [" + token + "]", "3: last -> LAST");
    }

    static Stream<Arguments> badRows() {
        String longest = "x".repeat(2_500);
        return Stream.of(
                arguments("", "T", "d.csv: The value is empty."),
                arguments("V", "", "t.csv: The token is empty."),
                arguments("", "", "d.csv: The value is empty and the token is empty."),
                arguments("\u00ff", "T", "d.csv: The value is not valid UTF-8."),
                arguments("V", "a\u00c3", "t.csv: The token is not valid UTF-8."),
                arguments(SURROGATE, "T", "d.csv: The value is not valid UTF-8."),
                arguments("\u00ff", "", "d.csv: The value is not valid UTF-8 and the token is empty."),
                arguments(longest + "x", "T", "d.csv: The value is longer than 2,500 characters."),
                arguments("V", "x".repeat(100_000), "t.csv: The token is longer than 2,500 characters."));
    }

    @ParameterizedTest
    @MethodSource("goodValues")
    void readsUnusualValuesAsTheyAre(String value) {
        byte[] data = ("v\n" + value + "\n").getBytes(UTF_8);
        assertThat(Folder.read(new Folder(path).two(data, "t\nT\n".getBytes(UTF_8))))
                .containsExactly("1: " + value + " -> T");
    }

    static Stream<String> goodValues() {
        return Stream.of(
                "\ufffd",
                "\u0000",
                "\u0007\u001b[0m",
                " ",
                "6'2\" tall",
                "O\"Brien",
                "\ufeff",
                "x".repeat(2_500),
                "\ud83d\ude00".repeat(2_500),
                "#comment");
    }

    @Test
    void tellsABadByteFromAReplacementCharacter() {
        byte[] data = "v\n1\n2\n3\n4\n5\n6\na\u00ffb\n8\n\u00ef\u00bf\u00bd\n10\n".getBytes(ISO_8859_1);
        byte[] tokens = "t\n1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n".getBytes(ISO_8859_1);
        assertThat(Folder.read(new Folder(path).two(data, tokens)))
                .containsExactly(
                        "1: 1 -> 1",
                        "2: 2 -> 2",
                        "3: 3 -> 3",
                        "4: 4 -> 4",
                        "5: 5 -> 5",
                        "6: 6 -> 6",
                        "7 in d.csv: The value is not valid UTF-8. [a\u00ffb] [7]",
                        "8: 8 -> 8",
                        "9: \ufffd -> 9",
                        "10: 10 -> 10");
    }

    @Test
    void takesABlankLineForARow() {
        assertThat(Folder.read(new Folder(path).two("v\nA1\n\nA3\nA4\n", "t\nT1\nT2\nT3\nT4\n")))
                .containsExactly(
                        "1: A1 -> T1", "2 in d.csv: The value is empty. [] [T2]", "3: A3 -> T3", "4: A4 -> T4");
    }

    @Test
    void takesABlankLineAmongSeveralColumnsForARowOfEmptyFields() {
        assertThat(Folder.read(new Folder(path).one("v,x,t\n1,,A\n\n3,,C\n".getBytes(UTF_8))))
                .containsExactly(
                        "1: 1 -> A", "2 in f.csv: The value is empty and the token is empty. [] []", "3: 3 -> C");
    }
}
