package com.skyflow.loader.common.row;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class RunKeysTest {
    private final RunKeys keys = new RunKeys("r1");

    @Property
    void aKeyIsThatOfTheRow(@ForAll @LongRange(min = 1, max = 999_999_999_999_999_999L) long row) {
        byte[] key = keys.of(row);
        assertThat(key).isEqualTo(new RowKey("r1", row).toBytes());
        assertThat(keys.contains(key)).isTrue();
    }

    @Property(tries = 5_000)
    void containsWhatIsReadAsARowOfTheRun(@ForAll("nearlyKeys") String key) {
        byte[] bytes = key.getBytes(ISO_8859_1);
        assertThat(keys.contains(bytes))
                .isEqualTo(RowKey.parse(bytes)
                        .filter(row -> row.run().equals("r1"))
                        .isPresent());
    }

    @Test
    void nothingIsNoKey() {
        assertThat(keys.contains(null)).isFalse();
    }

    @Test
    void whatIsNoRunHasNoKeys() {
        assertThatThrownBy(() -> new RunKeys("a/b"))
                .hasMessage("run id: 'a/b' (expected: printable ASCII without ' ' and '/')");
    }

    @Provide
    Arbitrary<String> nearlyKeys() {
        Arbitrary<String> run = Arbitraries.of("r1/", "r1", "r2/", "r", "", "r1/r1/", "R1/");
        Arbitrary<String> row = Arbitraries.oneOf(
                Arbitraries.strings().numeric().ofMaxLength(20),
                Arbitraries.strings().withChars("0123456789/:-+ é").ofMaxLength(4));
        return run.flatMap(first -> row.map(second -> first + second));
    }
}
