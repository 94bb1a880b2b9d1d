package com.skyflow.loader.common.instance;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.skyflow.loader.common.json.EventJson;
import com.skyflow.loader.common.kafka.KafkaClients;
import com.skyflow.loader.common.kafka.TopicPartitions;
import com.skyflow.loader.common.kafka.TopicReader;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The latest report of every instance, as far as {@code byot.instances} has been read. One that ended as it should is gone; one that
 * was killed stays for about an hour, and is stale. Owned by one thread.
 */
public final class InstanceLog implements AutoCloseable {
    private final KafkaClients clients;
    private final Map<String, InstanceReport> reports = new HashMap<>();
    private final Map<String, InstanceReport> earlier = new HashMap<>();
    private @Nullable TopicReader reader;

    public InstanceLog(KafkaClients clients) {
        this.clients = clients;
    }

    /**
     * The reports that are there now, by vault, role and name; none where nobody has ever reported.
     *
     * @throws com.skyflow.loader.common.failure.LoaderException if Kafka does not answer
     */
    public List<InstanceReport> read() {
        if (reader == null) {
            List<TopicPartition> partitions = TopicPartitions.find(
                    clients, List.of(clients.settings().topics().instances()));
            if (partitions.isEmpty()) {
                return List.of();
            }
            reader = TopicReader.fromBeginning(clients, partitions);
        }
        reader.readToEnd(this::put);
        return reports.values().stream()
                .sorted(Comparator.comparing(InstanceReport::key))
                .toList();
    }

    /** What an instance did lately; empty if it has reported but once. */
    public Optional<InstanceRates> rates(InstanceReport report) {
        return Optional.ofNullable(earlier.get(report.key().toString()))
                .flatMap(before -> InstanceRates.between(before, report));
    }

    private void put(ConsumerRecord<byte[], byte[]> record) {
        String key = record.key() == null ? "" : new String(record.key(), UTF_8);
        try {
            if (record.value() == null) {
                forget(key);
            } else {
                InstanceReport before = reports.put(key, EventJson.decode(record.value(), InstanceReport.class));
                if (before != null) {
                    earlier.put(key, before);
                }
            }
        } catch (IOException e) {
            // Of another version, or of another program: it is better not shown than in the way of all others.
            forget(key);
        }
    }

    private void forget(String key) {
        reports.remove(key);
        earlier.remove(key);
    }

    @Override
    public void close() {
        if (reader != null) {
            reader.close();
        }
    }
}
