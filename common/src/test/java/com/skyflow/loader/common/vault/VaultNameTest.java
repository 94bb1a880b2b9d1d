package com.skyflow.loader.common.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VaultNameTest {
    @Test
    void isCalledInAnyCase() {
        assertThat(VaultName.of("SSN-2")).isEqualTo(new VaultName("ssn-2")).hasToString("ssn-2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a.b", "a_b", "Name", "ä", "a b"})
    void refusesOtherCharacters(String text) {
        assertThatThrownBy(() -> new VaultName(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + text + "' (expected: 1 to 100 of a-z, 0-9 and -)");
    }

    @Test
    void refusesMoreThanAHundredCharacters() {
        assertThat(new VaultName("a".repeat(100)).text()).hasSize(100);
        assertThatThrownBy(() -> new VaultName("a".repeat(101))).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"runs", "outcomes", "ledger", "instances"})
    void refusesTheNamesOfTheLoadersOwnTopics(String text) {
        assertThatThrownBy(() -> new VaultName(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + text + "' is reserved (reserved words: instances, ledger, outcomes, runs)");
    }

    @Test
    void aDestinationHasNoTrailingSlash() {
        assertThat(new Destination("https://vault.example//", "v1", "persons", "name"))
                .isEqualTo(new Destination("https://vault.example", "v1", "persons", "name"))
                .hasToString("https://vault.example/v1/vaults/v1/persons column name");
    }
}
