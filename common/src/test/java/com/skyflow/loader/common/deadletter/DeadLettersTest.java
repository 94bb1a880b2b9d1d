package com.skyflow.loader.common.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.skyflow.loader.common.deadletter.DeadLetter.FromSource;
import com.skyflow.loader.common.deadletter.DeadLetter.FromTopic;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class DeadLettersTest {
    private static final Instant FIRST = Instant.parse("2026-11-21T03:00:00Z");
    private static final Instant LAST = Instant.parse("2026-11-21T03:00:07.500Z");
    private static final DeadLetter REJECTED = new DeadLetter(
            Reason.REJECTED, "Invalid ***", 400, "req-1", 3, FIRST, LAST, new FromTopic("byot.ssn", 5, 77), 2);
    private static final DeadLetter INVALID = new DeadLetter(
            Reason.INVALID_ROW,
            "The value is empty.",
            null,
            null,
            0,
            FIRST,
            FIRST,
            new FromSource("byot.ssn", 3, "data/ssn_data.csv", 301),
            0);

    @Test
    void aRowOfTheTopicHasTheseHeaders() {
        assertThat(headers(record(REJECTED)))
                .containsExactly(
                        entry("byot.error.reason", "rejected"),
                        entry("byot.error.status", "400"),
                        entry("byot.error.message", "Invalid ***"),
                        entry("byot.error.request-id", "req-1"),
                        entry("byot.error.attempts", "3"),
                        entry("byot.error.first-at", "2026-11-21T03:00:00Z"),
                        entry("byot.error.last-at", "2026-11-21T03:00:07.500Z"),
                        entry("byot.replays", "2"),
                        entry("byot.origin.topic", "byot.ssn"),
                        entry("byot.origin.partition", "5"),
                        entry("byot.origin.offset", "77"),
                        entry("__connect.errors.topic", "byot.ssn"),
                        entry("__connect.errors.partition", "5"),
                        entry("__connect.errors.offset", "77"),
                        entry("__connect.errors.exception.message", "Invalid ***"));
    }

    @Test
    void aRowOfTheSourceHasTheseHeaders() {
        assertThat(headers(record(INVALID)))
                .containsExactly(
                        entry("byot.error.reason", "invalid-row"),
                        entry("byot.error.message", "The value is empty."),
                        entry("byot.error.attempts", "0"),
                        entry("byot.error.first-at", "2026-11-21T03:00:00Z"),
                        entry("byot.error.last-at", "2026-11-21T03:00:00Z"),
                        entry("byot.replays", "0"),
                        entry("byot.origin.source", "data/ssn_data.csv"),
                        entry("byot.origin.row", "301"),
                        entry("__connect.errors.topic", "byot.ssn"),
                        entry("__connect.errors.partition", "3"),
                        entry("__connect.errors.exception.message", "The value is empty."));
    }

    @Test
    void standsInThePartitionOfItsOriginUnderTheKeyOfTheRow() {
        ProducerRecord<byte[], byte[]> record = record(REJECTED);
        assertThat(record.topic()).isEqualTo("byot.ssn.dead-letter");
        assertThat(record.partition()).isEqualTo(5);
        assertThat(record.key()).isEqualTo("run/301".getBytes(UTF_8));
        assertThat(record(INVALID).partition()).isEqualTo(3);
    }

    @Test
    void isReadAsItWasWritten() {
        assertThat(DeadLetters.parse(stored(record(REJECTED)))).isEqualTo(REJECTED);
        assertThat(DeadLetters.parse(stored(record(INVALID)))).isEqualTo(INVALID);
        assertThat(INVALID.answered()).isEmpty();
        assertThat(REJECTED.answered()).contains(400);
    }

    @Test
    void keepsTheBytesOfARow() {
        byte[] row = "{\"value\":\"Zoë\",\"token\":\"t\"}".getBytes(UTF_8);
        assertThat(DeadLetters.body(row)).isEqualTo(row);
        byte[] longest = "x".repeat(DeadLetters.MAX_BODY_BYTES).getBytes(UTF_8);
        assertThat(DeadLetters.body(longest)).isEqualTo(longest);
    }

    @Test
    void keepsAsBase64WhatIsNoText() {
        byte[] bytes = {'{', (byte) 0xff, '}'};
        assertThat(DeadLetters.body(bytes)).isEqualTo("{\"valueBase64\":\"e/99\"}".getBytes(UTF_8));
        assertThat(DeadLetters.body(bytes, "t".getBytes(UTF_8)))
                .isEqualTo("{\"valueBase64\":\"e/99\",\"token\":\"t\"}".getBytes(UTF_8));
        assertThat(DeadLetters.body("\"".getBytes(UTF_8), bytes))
                .isEqualTo("{\"value\":\"\\\"\",\"tokenBase64\":\"e/99\"}".getBytes(UTF_8));
    }

    @Test
    void ofAnEmptyRecordKeepsAnEmptyText() {
        byte[] nothing = "{\"valueBase64\":\"\"}".getBytes(UTF_8);
        assertThat(DeadLetters.body(null)).isEqualTo(nothing);
        assertThat(DeadLetters.body(new byte[0])).isEqualTo(nothing);
    }

    @Test
    void leavesOutWhatIsTooLongButIsNeverATombstone() {
        byte[] empty = "{}".getBytes(UTF_8);
        byte[] text = "x".repeat(DeadLetters.MAX_BODY_BYTES + 1).getBytes(UTF_8);
        byte[] binary = new byte[DeadLetters.MAX_BODY_BYTES];
        binary[0] = (byte) 0xff;
        assertThat(DeadLetters.body(text)).isEqualTo(empty);
        assertThat(DeadLetters.body(binary)).isEqualTo(empty);
        assertThat(DeadLetters.body(text, "t".getBytes(UTF_8))).isEqualTo(empty);
        assertThat(DeadLetters.body("v".getBytes(UTF_8), binary)).isEqualTo(empty);
    }

    @Property
    void aBodyIsTheBytesOrHoldsThemAsBase64(@ForAll byte[] bytes) {
        String body = new String(DeadLetters.body(bytes), UTF_8);
        if (!body.equals(new String(bytes, UTF_8))) {
            assertThat(body)
                    .isEqualTo("{\"valueBase64\":\"" + Base64.getEncoder().encodeToString(bytes) + "\"}");
        }
    }

    @Test
    void reasonsAreAClosedList() {
        assertThat(Reason.values())
                .extracting(Reason::text)
                .containsExactly("rejected", "exhausted", "invalid-row", "unreadable");
        assertThat(Reason.of("exhausted")).isEqualTo(Reason.EXHAUSTED);
    }

    private static ProducerRecord<byte[], byte[]> record(DeadLetter letter) {
        return DeadLetters.record("byot.ssn.dead-letter", "run/301".getBytes(UTF_8), "{}".getBytes(UTF_8), letter);
    }

    private static ConsumerRecord<byte[], byte[]> stored(ProducerRecord<byte[], byte[]> record) {
        return new ConsumerRecord<>(
                record.topic(),
                record.partition(),
                9,
                0,
                TimestampType.CREATE_TIME,
                record.key().length,
                record.value().length,
                record.key(),
                record.value(),
                record.headers(),
                Optional.empty());
    }

    private static Map<String, String> headers(ProducerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new LinkedHashMap<>();
        record.headers().forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
        return headers;
    }
}
