package com.skyflow.loader.monitor.pending;

import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import com.skyflow.loader.common.kafka.KafkaClients;
import com.skyflow.loader.common.kafka.TopicReader;
import com.skyflow.loader.common.row.RowKey;
import com.skyflow.loader.common.topic.Topics;
import com.skyflow.loader.common.vault.VaultName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Rows of a vault between the committed and the end offsets: measured in the topic, not derived from what was said of them. */
public final class PendingRows {
    private final Map<String, Long> byRun = new HashMap<>();

    private PendingRows() {}

    /**
     * Counts them, by reading them: about 3 million rows a second.
     *
     * @throws LoaderException if Kafka does not answer
     */
    public static PendingRows count(KafkaClients clients, VaultName vault) {
        PendingRows pending = new PendingRows();
        try (Admin admin = clients.admin();
                TopicReader reader = TopicReader.from(
                        clients, committed(admin, clients.settings().topics(), vault))) {
            reader.readToEnd(row -> pending.byRun.merge(
                    RowKey.parse(row.key()).map(RowKey::run).orElse(RowKey.UNKNOWN_RUN), 1L, Long::sum));
        }
        return pending;
    }

    /** Rows of a run. */
    public long of(String run) {
        return byRun.getOrDefault(run, 0L);
    }

    private static Map<TopicPartition, Long> committed(Admin admin, Topics topics, VaultName vault) {
        String topic = topics.rows(vault);
        String group = topics.uploaderGroup(vault);
        try {
            List<TopicPartition> partitions =
                    admin.describeTopics(List.of(topic)).allTopicNames().get().values().stream()
                            .flatMap(description -> description.partitions().stream())
                            .map(partition -> new TopicPartition(topic, partition.partition()))
                            .toList();
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
            Map<TopicPartition, ListOffsetsResultInfo> beginnings = admin.listOffsets(partitions.stream()
                            .collect(Collectors.toMap(Function.identity(), any -> OffsetSpec.earliest())))
                    .all()
                    .get();
            Map<TopicPartition, Long> offsets = new HashMap<>();
            beginnings.forEach((partition, beginning) -> {
                OffsetAndMetadata offset = committed.get(partition);
                offsets.put(partition, offset == null ? beginning.offset() : offset.offset());
            });
            return offsets;
        } catch (ExecutionException e) {
            throw new LoaderException(
                    ExitCode.UNFINISHED,
                    "Kafka did not say what is pending in topic %s: %s".formatted(topic, e.getCause()),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LoaderException(ExitCode.UNFINISHED, "Interrupted while pending rows were counted.", e);
        }
    }
}
