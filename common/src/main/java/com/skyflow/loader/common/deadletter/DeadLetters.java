package com.skyflow.loader.common.deadletter;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.skyflow.loader.common.deadletter.DeadLetter.FromSource;
import com.skyflow.loader.common.deadletter.DeadLetter.FromTopic;
import com.skyflow.loader.common.deadletter.DeadLetter.Origin;
import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Dead letters as records: the row's key and bytes in the partition of its origin, everything else in headers of UTF-8 text. */
public final class DeadLetters {
    /** The longest body that is kept. */
    public static final int MAX_BODY_BYTES = 64 * 1024;

    private static final JsonFactory JSON = new JsonFactory();

    private DeadLetters() {}

    /**
     * The record of a dead letter.
     *
     * @param topic the dead-letter topic
     * @param key the row's key
     * @param body what {@link #body} made of the row
     */
    public static ProducerRecord<byte[], byte[]> record(
            String topic, byte @Nullable [] key, byte[] body, DeadLetter letter) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic, letter.origin().partition(), key, body);
        Headers headers = record.headers();
        add(headers, "byot.error.reason", letter.reason());
        add(headers, "byot.error.status", letter.status());
        add(headers, "byot.error.message", letter.message());
        add(headers, "byot.error.request-id", letter.requestId());
        add(headers, "byot.error.attempts", letter.attempts());
        add(headers, "byot.error.first-at", letter.firstAt());
        add(headers, "byot.error.last-at", letter.lastAt());
        add(headers, "byot.replays", letter.replays());
        addOrigin(headers, letter.origin());
        // Tools for Kafka Connect's dead letters read these.
        add(headers, "__connect.errors.topic", letter.origin().topic());
        add(headers, "__connect.errors.partition", letter.origin().partition());
        if (letter.origin() instanceof FromTopic from) {
            add(headers, "__connect.errors.offset", from.offset());
        }
        add(headers, "__connect.errors.exception.message", letter.message());
        return record;
    }

    private static void addOrigin(Headers headers, Origin origin) {
        switch (origin) {
            case FromTopic from -> {
                add(headers, "byot.origin.topic", from.topic());
                add(headers, "byot.origin.partition", from.partition());
                add(headers, "byot.origin.offset", from.offset());
            }
            case FromSource from -> {
                add(headers, "byot.origin.source", from.source());
                add(headers, "byot.origin.row", from.row());
            }
        }
    }

    /**
     * The row of a dead letter once more: its key and partition, and of its headers only its first origin and how often it was replayed.
     *
     * @param topic the topic of the row's vault
     * @param body the row's bytes, or what they were corrected to
     */
    public static ProducerRecord<byte[], byte[]> replay(
            String topic, ConsumerRecord<byte[], byte[]> record, byte[] body, DeadLetter letter) {
        ProducerRecord<byte[], byte[]> row = new ProducerRecord<>(topic, record.partition(), record.key(), body);
        add(row.headers(), "byot.replays", letter.replays() + 1);
        addOrigin(row.headers(), letter.origin());
        return row;
    }

    /** The same dead letter for another topic. */
    public static ProducerRecord<byte[], byte[]> copy(String topic, ConsumerRecord<byte[], byte[]> record) {
        return new ProducerRecord<>(topic, record.partition(), null, record.key(), record.value(), record.headers());
    }

    /** What closes a dead letter: the latest record of its key then is none. */
    public static ProducerRecord<byte[], byte[]> tombstone(ConsumerRecord<byte[], byte[]> record) {
        return new ProducerRecord<>(record.topic(), record.partition(), record.key(), null);
    }

    /** Where a row of a vault's topic came from first: for a replayed one its headers say so, any other is there itself. */
    public static Provenance provenance(ConsumerRecord<byte[], byte[]> row) {
        Headers headers = row.headers();
        Provenance first = new Provenance(new FromTopic(row.topic(), row.partition(), row.offset()), 0);
        try {
            String replays = text(headers, "byot.replays");
            return replays == null ? first : new Provenance(origin(row, row.topic()), Integer.parseInt(replays));
        } catch (IllegalArgumentException e) {
            // Another program wrote these headers.
            return first;
        }
    }

    private static Origin origin(ConsumerRecord<byte[], byte[]> record, String topic) {
        Headers headers = record.headers();
        String source = text(headers, "byot.origin.source");
        return source != null
                ? new FromSource(topic, record.partition(), source, Long.parseLong(require(headers, "byot.origin.row")))
                : new FromTopic(
                        require(headers, "byot.origin.topic"),
                        record.partition(),
                        Long.parseLong(require(headers, "byot.origin.offset")));
    }

    /** Whether a row of a vault's topic was a dead letter before. */
    public static boolean isReplayed(ConsumerRecord<byte[], byte[]> row) {
        return row.headers().lastHeader("byot.replays") != null;
    }

    /**
     * The dead letter in a record of a dead-letter topic.
     *
     * @throws LoaderException if the record is none of ours
     */
    public static DeadLetter parse(ConsumerRecord<byte[], byte[]> record) {
        try {
            return decode(record);
        } catch (IllegalArgumentException | DateTimeParseException e) {
            throw new LoaderException(
                    ExitCode.STOPPED,
                    "Topic %s holds at offset %d of partition %d a record that is no dead letter of this loader: another program writes to it, or it was damaged."
                            .formatted(record.topic(), record.offset(), record.partition()),
                    e);
        }
    }

    private static DeadLetter decode(ConsumerRecord<byte[], byte[]> record) {
        Headers headers = record.headers();
        String status = text(headers, "byot.error.status");
        return new DeadLetter(
                Reason.of(require(headers, "byot.error.reason")),
                require(headers, "byot.error.message"),
                status == null ? null : Integer.valueOf(status),
                text(headers, "byot.error.request-id"),
                Integer.parseInt(require(headers, "byot.error.attempts")),
                Instant.parse(require(headers, "byot.error.first-at")),
                Instant.parse(require(headers, "byot.error.last-at")),
                origin(record, String.valueOf(text(headers, "__connect.errors.topic"))),
                Integer.parseInt(require(headers, "byot.replays")));
    }

    /** The body of a record's dead letter: its own bytes where they are text, else their Base64. */
    public static byte[] body(byte @Nullable [] original) {
        byte[] bytes = original == null ? new byte[0] : original;
        if (bytes.length > 0 && bytes.length <= MAX_BODY_BYTES && isText(bytes)) {
            return bytes;
        }
        return bounded(
                json -> json.writeStringField("valueBase64", Base64.getEncoder().encodeToString(bytes)));
    }

    /** The body of an invalid row's dead letter: each side as text where it is text, else as Base64. */
    public static byte[] body(byte[] value, byte[] token) {
        return bounded(json -> {
            side(json, "value", value);
            side(json, "token", token);
        });
    }

    private static void side(JsonGenerator json, String name, byte[] bytes) throws IOException {
        if (isText(bytes)) {
            json.writeStringField(name, new String(bytes, StandardCharsets.UTF_8));
        } else {
            json.writeStringField(name + "Base64", Base64.getEncoder().encodeToString(bytes));
        }
    }

    /** Left out when too long: an empty object and not an empty record, which would delete the key in a compacted topic. */
    private static byte[] bounded(Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            content.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.size() > MAX_BODY_BYTES ? "{}".getBytes(StandardCharsets.US_ASCII) : bytes.toByteArray();
    }

    private static boolean isText(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static void add(Headers headers, String name, @Nullable Object value) {
        if (value != null) {
            headers.add(name, value.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String require(Headers headers, String name) {
        String text = text(headers, name);
        if (text == null) {
            throw new IllegalArgumentException("header " + name + ": missing");
        }
        return text;
    }

    private static @Nullable String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    @FunctionalInterface
    private interface Content {
        void write(JsonGenerator json) throws IOException;
    }
}
