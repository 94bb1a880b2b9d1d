package com.skyflow.loader.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeneratorTest {
    private static final GenerationProgress SILENT = (vault, pairs, total) -> {};
    private static final GenerationOptions REPLACE = new GenerationOptions(OptionalLong.empty(), Existing.REPLACE);

    @TempDir
    Path folder;

    private static Generator generator(int threads) {
        return new Generator(InstantSource.fixed(Instant.ofEpochSecond(1_700_000_000)), threads);
    }

    private static GenerationOptions seed(long seed) {
        return new GenerationOptions(OptionalLong.of(seed), Existing.KEEP);
    }

    private static GenerationPlan plan(String... arguments) {
        return GenerationPlan.parse(List.of(arguments));
    }

    private List<String> generate(String plan, GenerationOptions options) {
        return generator(2).generate(plan(plan), folder, options, SILENT).lines();
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** File name to content. */
    private static Map<String, String> contents(Path folder) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        for (String name : names(folder)) {
            contents.put(name, Files.readString(folder.resolve(name)));
        }
        return contents;
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            name_data.csv   ; full_name       ; [A-Z]+ [A-Z]+ 1700000000_[a-z0-9]{16}
            name_tokens.csv ; full_name_token ; tok_name_1700000000_[a-z0-9]{16}
            id_data.csv     ; id              ; [1-9][0-9]{4}-1700000000_[a-z0-9]{16}
            id_tokens.csv   ; id_token        ; tok_id_1700000000_[a-z0-9]{16}
            dob_data.csv    ; dob             ; (19[4-9]\\d|200\\d|2010)-\\d\\d-\\d\\d-1700000000_[a-z0-9]{16}
            dob_tokens.csv  ; dob_token       ; tok_dob_1700000000_[a-z0-9]{16}
            ssn_data.csv    ; ssn             ; (?!000|666|9)\\d{3}-(?!00)\\d\\d-(?!0000)\\d{4}-1700000000_[a-z0-9]{16}
            ssn_tokens.csv  ; ssn_token       ; tok_ssn_1700000000_[a-z0-9]{16}
            """)
    void everyFileHasItsHeaderAndItsRows(String file, String header, String row) throws IOException {
        generate("10000", GenerationOptions.DEFAULT);

        List<String> lines = Files.readAllLines(folder.resolve(file));
        assertThat(lines.getFirst()).isEqualTo(header);
        assertThat(lines.subList(1, lines.size())).hasSize(10_000).allMatch(line -> line.matches(row));
    }

    @Test
    void onlyTheFilesOfThePlanAreWritten() throws IOException {
        Path missing = folder.resolve("a/b");

        generator(1).generate(plan("name=5", "ssn=0"), missing, GenerationOptions.DEFAULT, SILENT);

        assertThat(names(missing))
                .containsExactly("name_data.csv", "name_tokens.csv", "ssn_data.csv", "ssn_tokens.csv");
        assertThat(missing.resolve("ssn_data.csv")).hasContent("ssn\n");
        assertThat(missing.resolve("ssn_tokens.csv")).hasContent("ssn_token\n");
    }

    @Test
    void aMillionValuesAndTheirTokensAreUnique() throws IOException {
        generate("id=1_000_000", GenerationOptions.DEFAULT);

        Set<String> suffixes = new HashSet<>();
        for (String file : List.of("id_data.csv", "id_tokens.csv")) {
            try (Stream<String> lines = Files.lines(folder.resolve(file)).skip(1)) {
                lines.forEach(line -> suffixes.add(line.substring(line.length() - Suffixes.WIDTH)));
            }
        }
        assertThat(suffixes).hasSize(2_000_000);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void aSeedGivesTheSameBytesOnAnyNumberOfThreads(int threads) throws IOException {
        Path other = folder.resolve("other");
        Path again = folder.resolve("again");

        generator(3).generate(plan("20_000"), again, seed(7), SILENT);
        new Generator(InstantSource.system(), threads).generate(plan("20_000"), other, seed(7), SILENT);

        assertThat(contents(other)).isEqualTo(contents(again));
    }

    @Test
    void anotherSeedGivesOtherRowsAndAnotherSecond() throws IOException {
        Path other = folder.resolve("other");
        Path again = folder.resolve("again");

        generator(1).generate(plan("id=1"), again, seed(7), SILENT);
        generator(1).generate(plan("id=1"), other, seed(8), SILENT);

        assertThat(second(other)).isBetween(1_600_000_000L, 1_700_000_000L).isNotEqualTo(second(again));
    }

    private static long second(Path folder) throws IOException {
        String token = Files.readAllLines(folder.resolve("id_tokens.csv")).getLast();
        return Long.parseLong(token.split("_", -1)[2]);
    }

    @Test
    void twoGenerationsOfTheSameSecondShareNothing() throws IOException {
        Path other = folder.resolve("other");
        Path again = folder.resolve("again");

        generator(2).generate(plan("10_000"), again, GenerationOptions.DEFAULT, SILENT);
        generator(2).generate(plan("10_000"), other, GenerationOptions.DEFAULT, SILENT);

        for (String file : names(again)) {
            List<String> lines = new ArrayList<>(Files.readAllLines(again.resolve(file)));
            lines.addAll(Files.readAllLines(other.resolve(file)).subList(1, 10_001));
            assertThat(lines).hasSize(20_001).doesNotHaveDuplicates();
        }
    }

    @Test
    void theReportCountsWhatIsInTheFiles() throws IOException {
        GenerationReport report =
                generator(2).generate(plan("name=9_000", "dob=1"), folder, GenerationOptions.DEFAULT, SILENT);

        assertThat(report.pairs()).isEqualTo(9_001);
        for (WrittenFile file : report.files()) {
            assertThat(file.bytes()).isEqualTo(Files.size(file.path()));
            assertThat(file.rows() + 1)
                    .isEqualTo(Files.readAllLines(file.path()).size());
        }
        assertThat(report.files().stream()
                        .map(file -> folder.relativize(file.path()).toString()))
                .containsExactly("name_data.csv", "name_tokens.csv", "dob_data.csv", "dob_tokens.csv");
    }

    @Test
    void progressGoesFromBlockToBlockUntilAllIsWritten() {
        List<String> calls = new ArrayList<>();

        generator(2)
                .generate(
                        plan("id=5000", "ssn=1"),
                        folder,
                        GenerationOptions.DEFAULT,
                        (vault, pairs, total) -> calls.add(vault.text() + ' ' + pairs + '/' + total));

        assertThat(calls).containsExactly("id 4096/5000", "id 5000/5000", "ssn 1/1");
    }

    @Test
    void filesThatAreThereAreToldAndKept() throws IOException {
        Files.writeString(folder.resolve("id_tokens.csv"), "mine");
        Files.writeString(folder.resolve("ssn_data.csv"), "mine too");
        Map<String, String> before = contents(folder);

        assertFails(
                () -> generate("10", GenerationOptions.DEFAULT),
                ExitCode.USAGE,
                "nothing was written, because these files would be replaced"
                        + " (allow it with --force, or choose another folder with --out):\n"
                        + ("  " + folder.resolve("id_tokens.csv") + '\n')
                        + ("  " + folder.resolve("ssn_data.csv")));
        assertThat(contents(folder)).isEqualTo(before);
    }

    @Test
    void filesOfOtherVaultsAreNoReasonToRefuse() throws IOException {
        Files.writeString(folder.resolve("id_data.csv"), "mine");

        generate("ssn=1", GenerationOptions.DEFAULT);

        assertThat(names(folder)).containsExactly("id_data.csv", "ssn_data.csv", "ssn_tokens.csv");
        assertThat(folder.resolve("id_data.csv")).hasContent("mine");
    }

    @Test
    void filesAreReplacedWhenThatIsAllowed() throws IOException {
        generate("id=5", GenerationOptions.DEFAULT);
        generate("id=7", REPLACE);

        assertThat(Files.readAllLines(folder.resolve("id_data.csv"))).hasSize(8);
        assertThat(Files.readAllLines(folder.resolve("id_tokens.csv"))).hasSize(8);
    }

    @Test
    void whatAKilledGenerationLeftIsOverwritten() throws IOException {
        Files.writeString(folder.resolve("id_data.csv.part"), "x".repeat(1_000));
        Files.writeString(folder.resolve(".generate.lock"), "");

        generate("id=1", GenerationOptions.DEFAULT);

        assertThat(names(folder)).containsExactly("id_data.csv", "id_tokens.csv");
        assertThat(Files.readAllLines(folder.resolve("id_data.csv"))).hasSize(2);
    }

    @Test
    void anInterruptedGenerationLeavesWhatWasThere() throws IOException {
        Files.writeString(folder.resolve("id_data.csv"), "mine");

        assertFails(
                () -> stopping(pairs -> Thread.currentThread().interrupt()),
                ExitCode.UNFINISHED,
                "stopped before the files were whole: nothing was written to " + folder);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(contents(folder)).isEqualTo(Map.of("id_data.csv", "mine"));
    }

    @Test
    void aGenerationWhoseProgressFailsLeavesNothing() throws IOException {
        assertThatThrownBy(() -> stopping(pairs -> {
                    throw new IllegalStateException("broken pipe");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("broken pipe");
        assertThat(names(folder)).isEmpty();
    }

    private void stopping(Consumer<Long> stop) {
        generator(2).generate(plan("20_000"), folder, REPLACE, (vault, pairs, total) -> {
            if (vault == MockVault.SSN && pairs > 10_000) {
                stop.accept(pairs);
            }
        });
    }

    @Test
    void nobodyElseWritesIntoTheFolderMeanwhile() throws IOException {
        List<String> refusals = new ArrayList<>();

        generator(1)
                .generate(
                        plan("id=1"),
                        folder,
                        GenerationOptions.DEFAULT,
                        (vault, pairs, total) -> assertThatThrownBy(() -> generate("ssn=1", REPLACE))
                                .isInstanceOf(LoaderException.class)
                                .satisfies(e -> refusals.add(e.getMessage())));

        assertThat(refusals)
                .containsExactly(folder
                        + ": another generate is writing here (wait for it, or choose another folder with --out)");
        assertThat(names(folder)).containsExactly("id_data.csv", "id_tokens.csv");
    }

    @Test
    void aFileIsNoFolder() throws IOException {
        Path file = Files.writeString(folder.resolve("data"), "mine");

        assertFails(
                () -> generator(1).generate(plan("1"), file, GenerationOptions.DEFAULT, SILENT),
                ExitCode.USAGE,
                file + " cannot be written: " + file + " is no folder (choose another folder with --out)");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFullDiskIsOneSentenceAndLeavesNothing() throws IOException {
        Files.createSymbolicLink(folder.resolve("ssn_data.csv.part"), Path.of("/dev/full"));

        assertFails(
                () -> generate("10", GenerationOptions.DEFAULT),
                ExitCode.UNFINISHED,
                folder + " cannot be written: the disk is full (make room, or choose another folder with --out)");
        assertThat(names(folder)).isEmpty();
    }

    private static void assertFails(ThrowingCallable call, ExitCode exitCode, String message) {
        assertThatThrownBy(call)
                .isInstanceOf(LoaderException.class)
                .hasMessage(message)
                .extracting(e -> ((LoaderException) e).exitCode())
                .isEqualTo(exitCode);
    }
}
