package com.skyflow.loader.common.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Checkpoints, outcomes and accounts as records: JSON under the key {@code <run>/<vault>}. Thread-safe. */
public final class Events {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(new Jdk8Module())
            .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private Events() {}

    /** The record of a checkpoint. */
    public static ProducerRecord<byte[], byte[]> record(String topic, Checkpoint checkpoint) {
        return new ProducerRecord<>(topic, checkpoint.key().toBytes(), encode(checkpoint));
    }

    /** The record of an outcome. */
    public static ProducerRecord<byte[], byte[]> record(String topic, Outcome outcome) {
        return new ProducerRecord<>(topic, outcome.key().toBytes(), encode(outcome));
    }

    /**
     * The checkpoint in a record.
     *
     * @throws LoaderException if the record is none of ours
     */
    public static Checkpoint checkpoint(ConsumerRecord<byte[], byte[]> record) {
        return decode(record, Checkpoint.class);
    }

    /**
     * The outcome in a record.
     *
     * @throws LoaderException if the record is none of ours
     */
    public static Outcome outcome(ConsumerRecord<byte[], byte[]> record) {
        return decode(record, Outcome.class);
    }

    /**
     * The posting in a record.
     *
     * @throws LoaderException if the record is none of ours
     */
    public static Posting posting(ConsumerRecord<byte[], byte[]> record) {
        return decode(record, Posting.class);
    }

    /** Postings as the body of a record, for a store that keeps them. */
    public static byte[] encode(Posting posting) {
        return encode((Object) posting);
    }

    private static byte[] encode(Object event) {
        try {
            return JSON.writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event that JSON cannot hold", e);
        }
    }

    private static <T> T decode(ConsumerRecord<byte[], byte[]> record, Class<T> type) {
        try {
            T event = JSON.readValue(record.value(), type);
            if (event == null) {
                throw new IllegalArgumentException("null");
            }
            return event;
        } catch (IOException | IllegalArgumentException e) {
            throw new LoaderException(
                    ExitCode.STOPPED,
                    "Topic %s holds at offset %d a record that is no %s of this loader: another program writes to it, or it was damaged."
                            .formatted(
                                    record.topic(),
                                    record.offset(),
                                    type.getSimpleName().toLowerCase(java.util.Locale.ROOT)),
                    e);
        }
    }
}
