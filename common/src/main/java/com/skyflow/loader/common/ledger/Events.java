package com.skyflow.loader.common.ledger;

import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import com.skyflow.loader.common.json.EventJson;
import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Checkpoints, outcomes and accounts as records: JSON under the key {@code <run>/<vault>}. Thread-safe. */
public final class Events {
    private Events() {}

    /** The record of a checkpoint. */
    public static ProducerRecord<byte[], byte[]> record(String topic, Checkpoint checkpoint) {
        return new ProducerRecord<>(topic, checkpoint.key().toBytes(), EventJson.encode(checkpoint));
    }

    /** The record of an outcome. */
    public static ProducerRecord<byte[], byte[]> record(String topic, Outcome outcome) {
        return new ProducerRecord<>(topic, outcome.key().toBytes(), EventJson.encode(outcome));
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

    private static <T> T decode(ConsumerRecord<byte[], byte[]> record, Class<T> type) {
        try {
            return EventJson.decode(record.value(), type);
        } catch (IOException e) {
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
