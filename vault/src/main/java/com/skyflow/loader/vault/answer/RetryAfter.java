package com.skyflow.loader.vault.answer;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The header {@code Retry-After}: seconds or an HTTP date (RFC 9110, 10.2.3). */
final class RetryAfter {
    /** The longest wait that is believed: beyond it the vault is asked again. */
    static final Duration LONGEST = Duration.ofHours(1);

    private RetryAfter() {}

    /**
     * How long to wait from now on, from zero to {@link #LONGEST}; empty if the header is missing or neither form.
     *
     * @param date the header {@code Date} of the same answer: what the clock of whoever sent it says. Ours may go wrong by an hour
     * @param now what our clock says, for answers without a date
     */
    static Optional<Duration> parse(@Nullable String header, @Nullable String date, Instant now) {
        if (header == null) {
            return Optional.empty();
        }
        String text = header.strip();
        Optional<Duration> wait = text.matches("\\d+")
                ? Optional.of(seconds(text))
                : instant(text).map(until -> Duration.between(instant(date).orElse(now), until));
        return wait.map(RetryAfter::bounded);
    }

    /** Any number of digits is a wait, however absurd. */
    private static Duration seconds(String digits) {
        return digits.length() > 9 ? LONGEST : Duration.ofSeconds(Long.parseLong(digits));
    }

    private static Optional<Instant> instant(@Nullable String date) {
        try {
            return Optional.ofNullable(date)
                    .map(text -> ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Duration bounded(Duration wait) {
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }
}
