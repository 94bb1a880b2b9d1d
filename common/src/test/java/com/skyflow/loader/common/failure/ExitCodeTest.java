package com.skyflow.loader.common.failure;

import static com.skyflow.loader.common.failure.ExitCode.DEAD_LETTERS;
import static com.skyflow.loader.common.failure.ExitCode.LOADED;
import static com.skyflow.loader.common.failure.ExitCode.STOPPED;
import static com.skyflow.loader.common.failure.ExitCode.UNFINISHED;
import static com.skyflow.loader.common.failure.ExitCode.USAGE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ExitCodeTest {
    @Test
    void areTheNumbersThatScriptsKnow() {
        assertThat(ExitCode.values()).extracting(ExitCode::code).containsExactly(0, 1, 2, 3, 4);
    }

    @Property
    void theWeightiestReasonWins(@ForAll Set<ExitCode> reasons) {
        List<ExitCode> heaviestFirst = List.of(USAGE, STOPPED, UNFINISHED, DEAD_LETTERS, LOADED);
        assertThat(ExitCode.weightiest(reasons))
                .isEqualTo(heaviestFirst.stream()
                        .filter(reasons::contains)
                        .findFirst()
                        .orElse(LOADED));
    }

    @Test
    void anExceptionCarriesItsSentence() {
        LoaderException e = new LoaderException(STOPPED, "A sentence.");
        assertThat(e.sentence()).isEqualTo("A sentence.");
        assertThat(e.exitCode()).isEqualTo(STOPPED);
    }
}
