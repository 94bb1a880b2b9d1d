package com.skyflow.loader.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Four of the suite's faults, for every build; {@code bench/faults} plays them all. */
final class FaultSuiteIT {
    @TempDir
    static Path folder;

    private static Round round;

    @BeforeAll
    static void start() {
        round = new Round(1, Instant.now().getEpochSecond() % 100_000, folder);
    }

    @AfterAll
    static void stop() {
        round.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"uploader-suspended", "uploader-stopped", "vault-answer-lost", "vault-cut"})
    void everyRowIsAccountedFor(String fault) {
        Result result = round.play(Suite.scenario(fault));

        System.out.print(result.line());
        assertThat(result.problems()).as("%s", result).isEmpty();
    }
}
