package com.skyflow.loader.uploader.batch;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Consecutive records of one partition and one run that are sent together. Never of two partitions, because one of them may be
 * lost while the other is kept.
 */
public final class Batch {
    private final BatchSpan span;
    private final List<ConsumerRecord<byte[], byte[]>> records;

    /**
     * @param partition where the records stand
     * @param run the run that they belong to
     * @param records at least one, in the order of their offsets
     */
    public Batch(TopicPartition partition, String run, List<ConsumerRecord<byte[], byte[]>> records) {
        this.records = List.copyOf(records);
        this.span = new BatchSpan(
                partition,
                run,
                records.getFirst(),
                records.getLast().offset() + 1,
                records.size(),
                records.stream().mapToLong(Batch::bytes).sum());
    }

    private static long bytes(ConsumerRecord<byte[], byte[]> row) {
        return Math.max(0L, row.serializedKeySize()) + Math.max(0L, row.serializedValueSize());
    }

    /** What stays of it when its records are freed. */
    public BatchSpan span() {
        return span;
    }

    public TopicPartition partition() {
        return span.partition();
    }

    public String run() {
        return span.run();
    }

    public List<ConsumerRecord<byte[], byte[]>> records() {
        return records;
    }

    /** How many records. */
    public int size() {
        return records.size();
    }

    @Override
    public String toString() {
        return span.toString();
    }
}
