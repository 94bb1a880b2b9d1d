package com.skyflow.loader.vault.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "7,7",
        "' 7 ',7",
        "3600,3600",
        "3601,3600",
        "999999999,3600",
        "99999999999999999999999999,3600",
        "'Thu, 01 Jan 2026 00:00:30 GMT',30",
        "'Thu, 1 Jan 2026 00:00:30 GMT',30",
        "'Thu, 01 Jan 2026 00:00:00 GMT',0",
        "'Wed, 31 Dec 2025 23:00:00 GMT',0",
        "'Fri, 01 Jan 2027 00:00:00 GMT',3600"
    })
    void readsSecondsAndDatesUpToAnHour(String header, long seconds) {
        assertThat(RetryAfter.parse(header, null, NOW)).contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-5", "1.5", "1e3", "soon", "٣", "Thursday", "Thu, 32 Jan 2026 00:00:30 GMT"})
    void readsNothingElse(String header) {
        assertThat(RetryAfter.parse(header, null, NOW)).isEmpty();
    }

    @Test
    void aMissingHeaderIsNone() {
        assertThat(RetryAfter.parse(null, null, NOW)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-01-01T01:00:00Z", "2025-12-31T23:00:00Z"})
    void aDateIsComparedWithTheClockOfWhoeverSentItThoughOursIsAnHourOff(Instant ours) {
        String inSevenSeconds = "Thu, 01 Jan 2026 00:00:07 GMT";

        assertThat(RetryAfter.parse(inSevenSeconds, "Thu, 01 Jan 2026 00:00:00 GMT", ours))
                .contains(Duration.ofSeconds(7));
    }

    @Test
    void aDateOfTheAnswerThatCannotBeReadIsNone() {
        assertThat(RetryAfter.parse("Thu, 01 Jan 2026 00:00:07 GMT", "today", NOW))
                .contains(Duration.ofSeconds(7));
    }
}
