package com.skyflow.loader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The messages of the page are those of the code, or a user would look for them in vain. */
final class TroubleshootingTest {
    private static final Path CHECKOUT = Path.of("..");
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
    /** Shorter pieces are no words to look for. */
    private static final int SHORTEST = 8;

    @Test
    void quotesWhatTheCodeSays() throws IOException {
        String code = code();

        List<String> pieces = Files.readAllLines(CHECKOUT.resolve("docs/troubleshooting.md")).stream()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("\\|", -1)[1])
                .flatMap(cell -> QUOTED.matcher(cell).results().map(MatchResult::group))
                .flatMap(message -> Stream.of(message.replace("`", "").split("…", -1)))
                .map(String::strip)
                .filter(piece -> piece.length() >= SHORTEST)
                .toList();

        assertThat(pieces).hasSizeGreaterThan(40);
        assertThat(pieces.stream().filter(piece -> !code.contains(piece)))
                .as("pieces of messages that are nowhere in the code")
                .isEmpty();
    }

    /** All sources, with texts that are put together of pieces in one piece. */
    private static String code() throws IOException {
        try (Stream<Path> modules = Files.list(CHECKOUT)) {
            return modules.map(module -> module.resolve("src/main/java"))
                    .filter(Files::isDirectory)
                    .flatMap(TroubleshootingTest::files)
                    .map(TroubleshootingTest::text)
                    .collect(Collectors.joining("\n"))
                    .replaceAll("\"\\s*\\+\\s*\"", "");
        }
    }

    /** Nothing but sources is walked through: of what a build makes something may go meanwhile. */
    private static Stream<Path> files(Path sources) {
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
