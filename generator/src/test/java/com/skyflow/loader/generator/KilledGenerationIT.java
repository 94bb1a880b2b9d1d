package com.skyflow.loader.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledGenerationIT {
    @TempDir
    Path folder;

    /** A process that has written all of one vault and a part of another, over old files. */
    private Process begun() throws IOException {
        Files.writeString(folder.resolve("name_data.csv"), "old");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        EndlessGeneration.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        BufferedReader output = process.inputReader();
        assertThat(output.readLine()).isEqualTo("begun");
        return process;
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void sigkillLeavesNoNewFileUnderItsNameAndTheNextGenerationCleansUp() throws Exception {
        begun().destroyForcibly().waitFor();

        assertThat(files())
                .contains("name_data.csv.part")
                .filteredOn(name -> name.endsWith(".csv"))
                .containsExactly("name_data.csv");
        assertThat(folder.resolve("name_data.csv")).hasContent("old");

        Generator.ofThisMachine()
                .generate(
                        GenerationPlan.parse(List.of("1")),
                        folder,
                        new GenerationOptions(OptionalLong.empty(), Existing.REPLACE),
                        (vault, pairs, total) -> {});
        assertThat(files()).hasSize(8).allMatch(name -> name.endsWith(".csv"));
    }

    @Test
    void sigtermRemovesWhatWasBegun() throws Exception {
        Process process = begun();
        process.destroy();
        process.waitFor();

        assertThat(files()).containsExactly("name_data.csv");
        assertThat(folder.resolve("name_data.csv")).hasContent("old");
    }
}
