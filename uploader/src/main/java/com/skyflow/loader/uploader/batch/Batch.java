package com.skyflow.loader.uploader.batch;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Consecutive records of one partition and one run that are sent together. Never of two partitions, because one of them may be
 * lost while the other is kept.
 *
 * @param partition where they stand
 * @param run the run that they belong to
 * @param records at least one, in the order of their offsets
 */
public record Batch(TopicPartition partition, String run, List<ConsumerRecord<byte[], byte[]>> records) {
    public Batch {
        records = List.copyOf(records);
    }

    /** How many records. */
    public int size() {
        return records.size();
    }

    /** Bytes of keys and values. */
    public long bytes() {
        return records.stream().mapToLong(Batch::bytes).sum();
    }

    private static long bytes(ConsumerRecord<byte[], byte[]> row) {
        return Math.max(0L, row.serializedKeySize()) + Math.max(0L, row.serializedValueSize());
    }

    @Override
    public String toString() {
        return "Batch[" + partition + ", run " + run + ", " + size() + " records from offset "
                + records.getFirst().offset() + "]";
    }
}
