package com.skyflow.loader.common.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {
    @ParameterizedTest
    @CsvSource({"kitten, sitting, 3", "table, tabel, 2", "a, a, 0", "'', abc, 3", "abc, '', 3"})
    void countsChangesOfOneCharacter(String from, String to, int expected) {
        assertThat(Spelling.distance(from, to)).isEqualTo(expected);
    }

    @Test
    void findsTheNearestWordButNoneThatIsFarAway() {
        assertThat(Spelling.nearest("vault_ur", List.of("vaults", "vault_url"))).hasValue("vault_url");
        assertThat(Spelling.nearest("password", List.of("vaults", "vault_url"))).isEmpty();
    }
}
