package com.skyflow.loader.extractor;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.skyflow.loader.common.kafka.GroupProtocol;
import com.skyflow.loader.common.kafka.KafkaClients;
import com.skyflow.loader.common.kafka.KafkaSettings;
import com.skyflow.loader.common.kafka.TopicReader;
import com.skyflow.loader.common.kafka.TopicSetup;
import com.skyflow.loader.common.kafka.TransactionalWriter;
import com.skyflow.loader.common.ledger.Checkpoint;
import com.skyflow.loader.common.ledger.Events;
import com.skyflow.loader.common.ledger.Outcome;
import com.skyflow.loader.common.topic.Topics;
import com.skyflow.loader.common.vault.VaultName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** The topics of one test. */
record Cluster(KafkaClients clients) {
    static final int PARTITIONS = 3;

    static Cluster at(String bootstrapServers, String prefix) {
        return at(bootstrapServers, prefix, Map.of());
    }

    static Cluster at(String bootstrapServers, String prefix, Map<String, String> properties) {
        return new Cluster(new KafkaClients(new KafkaSettings(
                bootstrapServers, new Topics(prefix), PARTITIONS, 0, GroupProtocol.CONSUMER, properties)));
    }

    Cluster with(VaultName... vaults) {
        new TopicSetup(clients).ensure(List.of(vaults));
        return this;
    }

    Topics topics() {
        return clients.settings().topics();
    }

    List<ConsumerRecord<byte[], byte[]>> rows(VaultName vault) {
        return read(topics().rows(vault), PARTITIONS);
    }

    List<ConsumerRecord<byte[], byte[]>> deadLetters(VaultName vault) {
        return read(topics().deadLetters(vault), PARTITIONS);
    }

    /** The published rows, by their keys. Fails if one is there twice. */
    Map<String, String> byKey(VaultName vault) {
        Map<String, String> rows = new TreeMap<>();
        rows(vault)
                .forEach(row -> assertThat(rows.put(text(row.key()), new String(row.value(), ISO_8859_1)))
                        .as("an earlier row with the key %s", text(row.key()))
                        .isNull());
        return rows;
    }

    List<Checkpoint> checkpoints() {
        return read(topics().runs(), 1).stream().map(Events::checkpoint).toList();
    }

    List<Checkpoint> checkpoints(VaultName vault) {
        return checkpoints().stream()
                .filter(checkpoint -> checkpoint.vault().equals(vault))
                .toList();
    }

    Checkpoint latest(VaultName vault) {
        return checkpoints(vault).getLast();
    }

    void record(Outcome outcome) {
        try (TransactionalWriter uploader =
                new TransactionalWriter(clients, topics().uploaderTransactionalId(outcome.vault(), "test"))) {
            uploader.write(List.of(Events.record(topics().outcomes(), outcome)));
        }
    }

    /** Fails if a value or token stands elsewhere than in the value of a row or dead letter. */
    void ensureNothingLeaked(Collection<VaultName> vaults) {
        for (VaultName vault : vaults) {
            Stream.concat(rows(vault).stream(), deadLetters(vault).stream()).forEach(record -> {
                CanaryWatch.ensureAbsent(text(record.key()));
                record.headers().forEach(header -> CanaryWatch.ensureAbsent(header.key() + text(header.value())));
            });
        }
        read(topics().runs(), 1).forEach(record -> CanaryWatch.ensureAbsent(text(record.key()) + text(record.value())));
    }

    private List<ConsumerRecord<byte[], byte[]>> read(String topic, int partitions) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        List<TopicPartition> all = IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
        try (TopicReader reader = TopicReader.fromBeginning(clients, all)) {
            reader.readToEnd(records::add);
        }
        return records;
    }

    static String text(byte[] bytes) {
        return new String(bytes, ISO_8859_1);
    }
}
