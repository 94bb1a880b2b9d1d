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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowKeyTest {
    @Property
    void isReadAsItWasWritten(
            @ForAll("runs") String run, @ForAll @LongRange(min = 1, max = 999_999_999_999_999_999L) long row) {
        RowKey key = new RowKey(run, row);
        assertThat(RowKey.parse(key.toBytes())).contains(key);
    }

    @Property(tries = 5_000)
    void noOtherBytesNameTheSameRow(@ForAll("nearlyKeys") byte[] bytes) {
        RowKey.parse(bytes).ifPresent(key -> assertThat(key.toBytes()).isEqualTo(bytes));
    }

    @Test
    void isTheRunAndTheRow() {
        assertThat(new RowKey("20261121T032610-00ff7a", 42).toBytes())
                .isEqualTo("20261121T032610-00ff7a/42".getBytes(ISO_8859_1));
        assertThat(new RowKey("r", 7)).hasToString("r/7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "run",
                "run/",
                "/1",
                "run/0",
                "run/01",
                "run/-1",
                "run/1x",
                "run/1 ",
                "a/b/1",
                "run 1/1",
                "run/1000000000000000000",
                "\u00e9/1"
            })
    void aForeignKeyNamesNoRow(String key) {
        assertThat(RowKey.parse(key.getBytes(ISO_8859_1))).isEmpty();
    }

    @Test
    void noKeyNamesNoRow() {
        assertThat(RowKey.parse(null)).isEmpty();
    }

    @Test
    void refusesWhatIsNoRow() {
        assertThatThrownBy(() -> new RowKey("a/b", 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("run id: 'a/b' (expected: printable ASCII without ' ' and '/')");
        assertThatThrownBy(() -> new RowKey("r", 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("row: 0 (expected: 1..999999999999999999)");
    }

    @Provide
    Arbitrary<String> runs() {
        return Arbitraries.strings().withCharRange('!', '~').excludeChars('/').ofMinLength(1);
    }

    @Provide
    Arbitrary<byte[]> nearlyKeys() {
        return Arbitraries.strings().withChars("ab/0019 \u00ff").ofMaxLength(12).map(text -> text.getBytes(ISO_8859_1));
    }
}
