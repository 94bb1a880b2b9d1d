package com.skyflow.loader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyflow.loader.testing.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script is sourced by a real bash, which then completes what a user has typed. */
final class CompletionTest {
    @TempDir
    Path path;

    @BeforeEach
    void print() throws IOException {
        Spoken spoken = Spoken.by("completion");
        assertThat(spoken.status()).isZero();
        assertThat(spoken.err()).isEmpty();
        Files.writeString(path.resolve("script"), spoken.out());
    }

    @Test
    void completesACommand() {
        assertThat(completed("skyflow-loader dead-l")).isEqualTo("dead-letters\n");
    }

    @Test
    void completesACommandOfACommand() {
        assertThat(completed("skyflow-loader dead-letters rep")).isEqualTo("replay\n");
    }

    @Test
    void completesAFlag() {
        assertThat(completed("skyflow-loader run --max-r")).isEqualTo("--max-records\n");
    }

    private String completed(String line) {
        int last = line.split(" ", -1).length - 1;
        String script =
                "source ./script; COMP_LINE='%s'; COMP_WORDS=(%s); COMP_CWORD=%d; _complete_skyflow-loader; printf '%%s\\n' \"${COMPREPLY[@]}\""
                        .formatted(line, line, last);
        ChildProcess bash = ChildProcess.start(new ProcessBuilder("bash", "-c", script).directory(path.toFile()), path);
        assertThat(bash.awaitExit(Duration.ofMinutes(1))).as("%s", bash).isZero();
        return bash.stdout();
    }
}
