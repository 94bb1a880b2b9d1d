package com.skyflow.loader.uploader.batch;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Where the records of a batch stand, without them: what is kept of a batch until it is committed, so that its rows are freed when
 * they are in the vault. Each is itself: equal ones of two assignments are not the same.
 */
public final class BatchSpan {
    private final TopicPartition partition;
    private final String run;
    private final ConsumerRecord<byte[], byte[]> first;
    private final long nextOffset;
    private final int size;
    private final long bytes;

    BatchSpan(
            TopicPartition partition,
            String run,
            ConsumerRecord<byte[], byte[]> first,
            long nextOffset,
            int size,
            long bytes) {
        this.partition = partition;
        this.run = run;
        this.first = first;
        this.nextOffset = nextOffset;
        this.size = size;
        this.bytes = bytes;
    }

    public TopicPartition partition() {
        return partition;
    }

    public String run() {
        return run;
    }

    /** The first record. */
    public ConsumerRecord<byte[], byte[]> first() {
        return first;
    }

    /** The offset behind the last record. */
    public long nextOffset() {
        return nextOffset;
    }

    /** How many records. */
    public int size() {
        return size;
    }

    /** Bytes of keys and values. */
    public long bytes() {
        return bytes;
    }

    @Override
    public String toString() {
        return "Batch[" + partition + ", run " + run + ", " + size + " records from offset " + first.offset() + "]";
    }
}
