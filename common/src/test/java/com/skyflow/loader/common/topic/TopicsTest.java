package com.skyflow.loader.common.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.skyflow.loader.common.vault.VaultName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicsTest {
    private static final VaultName SSN = new VaultName("ssn");

    private final Topics topics = new Topics("byot");

    @Test
    void allNamesBeginWithThePrefix() {
        assertThat(topics.rows(SSN)).isEqualTo("byot.ssn");
        assertThat(topics.deadLetters(SSN)).isEqualTo("byot.ssn.dead-letter");
        assertThat(topics.runs()).isEqualTo("byot.runs");
        assertThat(topics.outcomes()).isEqualTo("byot.outcomes");
        assertThat(topics.ledger()).isEqualTo("byot.ledger");
        assertThat(topics.ledgerApplication()).isEqualTo("byot-ledger");
        assertThat(topics.ledgerChangelog("accounts")).isEqualTo("byot-ledger-accounts-changelog");
        assertThat(topics.instances()).isEqualTo("byot.instances");
        assertThat(topics.uploaderGroup(SSN)).isEqualTo("byot-uploader-ssn");
        assertThat(topics.extractorTransactionalId(SSN)).isEqualTo("byot-extractor-ssn");
        assertThat(topics.uploaderTransactionalId(SSN, "host-1")).isEqualTo("byot-uploader-ssn-host-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a.b", "a b", "ä", "0123456789012345678901234567890123456789012345678901234567890123x"})
    void refusesAPrefixThatIsNoName(String prefix) {
        assertThatThrownBy(() -> new Topics(prefix))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + prefix + "' (expected: 1 to 64 letters, digits, _ and -)");
    }
}
