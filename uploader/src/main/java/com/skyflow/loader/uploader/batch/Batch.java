package com.skyflow.loader.uploader.batch;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Consecutive records of one partition and one run that are sent together. Never of two partitions, because one of them may be
 * lost while the other is kept. Each batch is itself: equal ones of two assignments are not the same.
 */
public final class Batch {
    private final TopicPartition partition;
    private final String run;
    private final List<ConsumerRecord<byte[], byte[]>> records;
    private final long bytes;

    /**
     * @param partition where the records stand
     * @param run the run that they belong to
     * @param records at least one, in the order of their offsets
     */
    public Batch(TopicPartition partition, String run, List<ConsumerRecord<byte[], byte[]>> records) {
        this.partition = partition;
        this.run = run;
        this.records = List.copyOf(records);
        this.bytes = records.stream().mapToLong(Batch::bytes).sum();
    }

    private static long bytes(ConsumerRecord<byte[], byte[]> row) {
        return Math.max(0L, row.serializedKeySize()) + Math.max(0L, row.serializedValueSize());
    }

    public TopicPartition partition() {
        return partition;
    }

    public String run() {
        return run;
    }

    public List<ConsumerRecord<byte[], byte[]>> records() {
        return records;
    }

    /** How many records. */
    public int size() {
        return records.size();
    }

    /** Bytes of keys and values. */
    public long bytes() {
        return bytes;
    }

    @Override
    public String toString() {
        return "Batch[" + partition + ", run " + run + ", " + size() + " records from offset "
                + records.getFirst().offset() + "]";
    }
}
