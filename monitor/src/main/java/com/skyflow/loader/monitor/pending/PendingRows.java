package com.skyflow.loader.monitor.pending;

import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import com.skyflow.loader.common.kafka.KafkaClients;
import com.skyflow.loader.common.kafka.KafkaRefusal;
import com.skyflow.loader.common.kafka.TopicPartitions;
import com.skyflow.loader.common.kafka.TopicReader;
import com.skyflow.loader.common.ledger.LedgerKey;
import com.skyflow.loader.common.row.RowKey;
import com.skyflow.loader.common.topic.Topics;
import com.skyflow.loader.common.vault.VaultName;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;

/** Rows of some vaults between the committed and the end offsets: measured in the topics, not derived from what was said of them. */
public final class PendingRows {
    private static final int ATTEMPTS = 10;

    private final Map<LedgerKey, Long> rows = new HashMap<>();

    private PendingRows() {}

    /**
     * Counts them, by reading them: about 3 million rows a second. A topic that does not exist holds none.
     *
     * @throws LoaderException if Kafka does not answer
     */
    public static PendingRows count(KafkaClients clients, Collection<VaultName> vaults) {
        for (int attempt = 1; ; attempt++) {
            try {
                return countOnce(clients, vaults);
            } catch (OffsetOutOfRangeException e) {
                // More was committed, and its rows deleted, between the look at the offsets and the first read.
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static PendingRows countOnce(KafkaClients clients, Collection<VaultName> vaults) {
        PendingRows pending = new PendingRows();
        Topics topics = clients.settings().topics();
        Map<String, VaultName> byTopic = vaults.stream().collect(Collectors.toMap(topics::rows, Function.identity()));
        try (TopicReader reader = TopicReader.from(clients, committed(clients, byTopic))) {
            reader.readToEnd(row -> pending.add(row, Objects.requireNonNull(byTopic.get(row.topic()))));
        }
        return pending;
    }

    private void add(ConsumerRecord<byte[], byte[]> row, VaultName vault) {
        String run = RowKey.parse(row.key()).map(RowKey::run).orElse(RowKey.UNKNOWN_RUN);
        rows.merge(new LedgerKey(run, vault), 1L, Long::sum);
    }

    /** Rows of all runs and vaults. */
    public long total() {
        return rows.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Rows of a run and vault. */
    public long of(LedgerKey key) {
        return rows.getOrDefault(key, 0L);
    }

    /** The runs and vaults of which rows are pending. */
    public Set<LedgerKey> keys() {
        return Set.copyOf(rows.keySet());
    }

    /** Where to begin: behind what is committed, and not before what was deleted. */
    private static Map<TopicPartition, Long> committed(KafkaClients clients, Map<String, VaultName> byTopic) {
        Admin admin = clients.admin();
        Topics topics = clients.settings().topics();
        try {
            List<TopicPartition> partitions = TopicPartitions.find(clients, byTopic.keySet());
            Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
            admin.listConsumerGroupOffsets(byTopic.values().stream()
                            .collect(
                                    Collectors.toMap(topics::uploaderGroup, any -> new ListConsumerGroupOffsetsSpec())))
                    .all()
                    .get()
                    .values()
                    .forEach(committed::putAll);
            Map<TopicPartition, ListOffsetsResultInfo> beginnings = admin.listOffsets(partitions.stream()
                            .collect(Collectors.toMap(Function.identity(), any -> OffsetSpec.earliest())))
                    .all()
                    .get();
            Map<TopicPartition, Long> offsets = new HashMap<>();
            beginnings.forEach((partition, beginning) -> {
                OffsetAndMetadata offset = committed.get(partition);
                offsets.put(
                        partition, offset == null ? beginning.offset() : Math.max(beginning.offset(), offset.offset()));
            });
            return offsets;
        } catch (ExecutionException e) {
            throw KafkaRefusal.end(
                    clients.settings(),
                    AclOperation.DESCRIBE,
                    e,
                    "Kafka did not say what is pending in topics %s: %s".formatted(byTopic.keySet(), e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LoaderException(ExitCode.UNFINISHED, "Interrupted while pending rows were counted.", e);
        }
    }
}
