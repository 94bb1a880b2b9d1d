package com.skyflow.loader.extractor;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyflow.loader.common.row.Pair;
import com.skyflow.loader.testing.Canary;
import com.skyflow.loader.testing.Pieces;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Every value and token of these tests begins with a canary; a test fails when it is logged or printed. */
final class CanaryWatch implements BeforeEachCallback, AfterEachCallback {
    private static final String CANARY = "QzKvXw";

    private @Nullable Canary watch;

    static String value(long row) {
        return CANARY + "-value-" + row;
    }

    static String token(long row) {
        return CANARY + "-token-" + row;
    }

    static void ensureAbsent(String text) {
        assertThat(Pieces.of(CANARY).isIn(text))
                .as("a piece of a value or token is seen")
                .isFalse();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        watch = Canary.watch(new Pair(CANARY, CANARY));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Canary ended = Objects.requireNonNull(watch, "it was begun before each test");
        ended.close();
        ended.assertSilent();
    }
}
