package com.skyflow.loader.uploader.batch;

import com.skyflow.loader.common.row.Pair;
import com.skyflow.loader.common.row.PairCodec;
import com.skyflow.loader.common.row.RowKey;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Records and batches of a partition, for tests. */
public final class Records {
    public static final TopicPartition PARTITION = new TopicPartition("byot.name", 3);

    private Records() {}

    public static ConsumerRecord<byte[], byte[]> record(String run, long offset) {
        byte[] value = PairCodec.encode(new Pair("person-" + offset, "tok-" + offset));
        return new ConsumerRecord<>(
                PARTITION.topic(), PARTITION.partition(), offset, new RowKey(run, offset + 1).toBytes(), value);
    }

    /** A batch of consecutive records. */
    public static Batch batch(long firstOffset, int size) {
        return batch("run1", firstOffset, size);
    }

    public static Batch batch(String run, long firstOffset, int size) {
        return new Batch(PARTITION, run, records(run, firstOffset, size));
    }

    public static List<ConsumerRecord<byte[], byte[]>> records(String run, long firstOffset, int size) {
        return LongStream.range(firstOffset, firstOffset + size)
                .mapToObj(offset -> record(run, offset))
                .toList();
    }
}
