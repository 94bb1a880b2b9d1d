package com.skyflow.loader.local.simulator.settings;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * The header that says when to come back.
 *
 * @param form how it says so
 * @param delay how long to wait, rounded up to a second
 */
public record RetryAfter(Form form, Duration delay) {
    public static final RetryAfter NONE = new RetryAfter(Form.NONE, Duration.ZERO);

    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    /** How the header says when to come back (RFC 9110, 10.2.3). */
    public enum Form {
        NONE,
        SECONDS,
        HTTP_DATE
    }

    public static RetryAfter seconds(long seconds) {
        return new RetryAfter(Form.SECONDS, Duration.ofSeconds(seconds));
    }

    public static RetryAfter date(Duration delay) {
        return new RetryAfter(Form.HTTP_DATE, delay);
    }

    /** The header's value; empty if it is not sent. */
    public Optional<String> header(Instant now) {
        return switch (form) {
            case NONE -> Optional.empty();
            case SECONDS ->
                Optional.of(Long.toString(delay.plusNanos(999_999_999).toSeconds()));
            case HTTP_DATE -> Optional.of(HTTP_DATE.format(now.plus(delay).plusNanos(999_999_999)));
        };
    }
}
