package com.skyflow.loader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HelpTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "run",
                "extract",
                "upload",
                "generate",
                "simulator",
                "demo",
                "status",
                "lag",
                "monitor",
                "verify",
                "check",
                "top",
                "dead-letters",
                "clear",
                "completion"
            })
    void ofACommandHasAnExampleOfIt(String command) {
        Spoken spoken = Spoken.by(command, "--help");

        assertThat(spoken.status()).isZero();
        assertThat(spoken.err()).isEmpty();
        assertThat(spoken.out())
                .startsWith("Usage: skyflow-loader " + command)
                .contains("Example")
                .containsPattern("\n  (.* \\| )?skyflow-loader " + command);
    }

    @Test
    void ofAllNamesEveryCommandAndExamples() {
        Spoken spoken = Spoken.by("--help");

        assertThat(spoken.status()).isZero();
        assertThat(spoken.out())
                .contains("Examples:")
                .contains(
                        "  run  ",
                        "  extract  ",
                        "  upload  ",
                        "  generate  ",
                        "  simulator  ",
                        "  demo  ",
                        "  status  ",
                        "  monitor  ",
                        "  verify  ",
                        "  check  ",
                        "  dead-letters  ",
                        "  clear  ",
                        "  completion  ");
    }

    @Test
    void isTheSameByTheHelpCommand() {
        assertThat(Spoken.by("help", "generate")).isEqualTo(Spoken.by("generate", "--help"));
    }

    @Test
    void isPrintedByGenerateWithoutArguments() {
        Spoken spoken = Spoken.by("generate");

        assertThat(spoken)
                .isEqualTo(new Spoken(1, "", Spoken.by("generate", "--help").out()));
    }

    @Test
    void ofTheVersionIsOneLine() {
        assertThat(Spoken.by("--version").out().lines())
                .hasSize(1)
                .allMatch(line -> line.startsWith("skyflow-loader "));
    }
}
