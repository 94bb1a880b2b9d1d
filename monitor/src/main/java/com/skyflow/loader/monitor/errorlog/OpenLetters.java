package com.skyflow.loader.monitor.errorlog;

import com.skyflow.loader.common.kafka.KafkaClients;
import com.skyflow.loader.common.kafka.TopicReader;
import com.skyflow.loader.common.row.RowKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The dead letters of one run that are open: for each row the latest record, unless that is a tombstone. Rows are looked at a
 * partition at a time, and what is kept of each open one is its offset.
 */
final class OpenLetters {
    private final KafkaClients clients;
    private final String run;
    private final Map<TopicPartition, long[]> offsets = new HashMap<>();

    OpenLetters(KafkaClients clients, String topic, int partitions, String run) {
        this.clients = clients;
        this.run = run;
        for (int partition = 0; partition < partitions; partition++) {
            TopicPartition place = new TopicPartition(topic, partition);
            offsets.put(place, open(place));
        }
    }

    private long[] open(TopicPartition partition) {
        Map<Long, Long> latest = new HashMap<>();
        try (TopicReader reader = TopicReader.fromBeginning(clients, List.of(partition))) {
            reader.readToEnd(record -> row(record).ifPresent(row -> {
                if (record.value() == null) {
                    latest.remove(row);
                } else {
                    latest.put(row, record.offset());
                }
            }));
        }
        return latest.values().stream().mapToLong(Long::longValue).sorted().toArray();
    }

    private Optional<Long> row(ConsumerRecord<byte[], byte[]> record) {
        return RowKey.parse(record.key()).filter(key -> key.run().equals(run)).map(RowKey::row);
    }

    /** How many there are. */
    long count() {
        return offsets.values().stream().mapToLong(open -> open.length).sum();
    }

    /** Hands over each, a partition after the other. */
    void forEach(Consumer<ConsumerRecord<byte[], byte[]>> sink) {
        List<TopicPartition> partitions = new ArrayList<>(offsets.keySet());
        partitions.removeIf(partition -> open(offsets, partition).length == 0);
        for (TopicPartition partition : partitions) {
            long[] open = open(offsets, partition);
            try (TopicReader reader = TopicReader.from(clients, Map.of(partition, open[0]))) {
                reader.readToEnd(record -> {
                    if (Arrays.binarySearch(open, record.offset()) >= 0) {
                        sink.accept(record);
                    }
                });
            }
        }
    }

    private static long[] open(Map<TopicPartition, long[]> offsets, TopicPartition partition) {
        return offsets.getOrDefault(partition, new long[0]);
    }
}
