package com.skyflow.loader.common.row;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class JsonBufferTest {
    @Test
    void escapesWhatHasToBeEscaped() {
        assertThat(text("plain")).isEqualTo("plain");
        assertThat(text("why?")).isEqualTo("why?");
        assertThat(text("a\"b\\c\nd\u0001\u007f é\u2028\uD83D\uDE00"))
                .isEqualTo("a\\\"b\\\\c\\nd\\u0001\u007f é\u2028\uD83D\uDE00");
    }

    @Test
    void growsAsFarAsItMust() {
        JsonBuffer json = new JsonBuffer(0);
        json.frame(JsonBuffer.piece("["));
        json.text("x".repeat(1_000));
        json.text("é".repeat(1_000));
        json.frame(JsonBuffer.piece("]"));
        assertThat(new String(json.toBytes(), UTF_8)).isEqualTo("[" + "x".repeat(1_000) + "é".repeat(1_000) + "]");
    }

    @Test
    void halfASurrogatePairIsNoText() {
        assertThatThrownBy(() -> text("a\uD83D")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> text("\uDE00b")).isInstanceOf(IllegalArgumentException.class);
    }

    private static String text(String text) {
        JsonBuffer json = new JsonBuffer(8);
        json.text(text);
        return new String(json.toBytes(), UTF_8);
    }
}
