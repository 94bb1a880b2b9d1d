package com.skyflow.loader.common.deadletter;

import com.skyflow.loader.common.kafka.KafkaClients;
import com.skyflow.loader.common.kafka.TopicPartitions;
import com.skyflow.loader.common.kafka.TopicReader;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The open ones of a dead-letter topic, as they stood at one time: for each key the latest record, unless that is a tombstone or
 * not one of those that are wanted. Keys are looked at a partition at a time, and what is kept of each open one is its offset.
 */
public final class OpenDeadLetters {
    private final KafkaClients clients;
    private final Map<TopicPartition, long[]> offsets = new LinkedHashMap<>();

    private OpenDeadLetters(KafkaClients clients) {
        this.clients = clients;
    }

    /**
     * Finds them; a topic that does not exist holds none.
     *
     * @param wanted asked for records that are no tombstones
     * @throws com.skyflow.loader.common.failure.LoaderException if Kafka does not answer
     */
    public static OpenDeadLetters find(
            KafkaClients clients, String topic, Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
        OpenDeadLetters open = new OpenDeadLetters(clients);
        for (TopicPartition partition : TopicPartitions.find(clients, List.of(topic))) {
            long[] found = open(clients, partition, wanted);
            if (found.length > 0) {
                open.offsets.put(partition, found);
            }
        }
        return open;
    }

    private static long[] open(
            KafkaClients clients, TopicPartition partition, Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
        Map<ByteBuffer, Long> latest = new HashMap<>();
        try (TopicReader reader = TopicReader.fromBeginning(clients, List.of(partition))) {
            reader.readToEnd(record -> {
                ByteBuffer key = ByteBuffer.wrap(record.key());
                if (record.value() == null || !wanted.test(record)) {
                    latest.remove(key);
                } else {
                    latest.put(key, record.offset());
                }
            });
        }
        return latest.values().stream().mapToLong(Long::longValue).sorted().toArray();
    }

    /** How many there are. */
    public long count() {
        return offsets.values().stream().mapToLong(open -> open.length).sum();
    }

    /** Hands over each, a partition after the other. */
    public void forEach(Consumer<ConsumerRecord<byte[], byte[]>> sink) {
        offsets.forEach((partition, open) -> {
            try (TopicReader reader = TopicReader.from(clients, Map.of(partition, open[0]))) {
                reader.readToEnd(record -> {
                    if (Arrays.binarySearch(open, record.offset()) >= 0) {
                        sink.accept(record);
                    }
                });
            }
        });
    }
}
