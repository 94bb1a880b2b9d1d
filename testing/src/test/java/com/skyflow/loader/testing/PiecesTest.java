package com.skyflow.loader.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PiecesTest {
    private static final Pieces PIECES = Pieces.of("Zq7\"wX/e9\\éJ");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<Zq7\"wX>",
                "zQ7\"Wx",
                "{\"v\":\"7\\\"wX/e\"}",
                "X\\/e9\\\\\u00e9",
                "X/e9\\\\\\u00e9",
                "?v=Zq7%22wX%2F",
            })
    void areSeenInAnyForm(String text) {
        assertThat(PIECES.isIn(text)).isTrue();
    }

    @Test
    void areSixCharactersLong() {
        assertThat(PIECES.isIn("Zq7\"w wX/e9 Zq7")).isFalse();
    }
}
