package com.skyflow.loader.monitor.lag;

import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import com.skyflow.loader.common.kafka.KafkaClients;
import com.skyflow.loader.common.kafka.KafkaRefusal;
import com.skyflow.loader.common.kafka.TopicPartitions;
import com.skyflow.loader.common.vault.VaultName;
import com.skyflow.loader.monitor.pending.PendingRows;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/**
 * Reads how far uploaders are behind. The end offsets are read after the committed ones, so that no lag is negative. Offsets say no
 * number of rows, because transactions leave marks between them: the rows of a vault are counted.
 */
public record LagReader(KafkaClients clients, Clock clock) {
    /**
     * How far a vault's upload is behind now; without partitions if there never was a load of it.
     *
     * @throws LoaderException if Kafka does not answer
     */
    public VaultLag read(VaultName vault) {
        List<TopicPartition> partitions = TopicPartitions.find(
                clients, List.of(clients.settings().topics().rows(vault)));
        if (partitions.isEmpty()) {
            return new VaultLag(vault, 0, List.of());
        }
        try {
            String group = clients.settings().topics().uploaderGroup(vault);
            Map<TopicPartition, Long> committed = committed(group);
            offsets(partitions, OffsetSpec.earliest())
                    .forEach((partition, first) -> committed.merge(partition, first, (given, start) -> given));
            Map<TopicPartition, Long> ends = offsets(partitions, OffsetSpec.latest());
            Map<TopicPartition, String> owners = owners(group);
            PendingRows pending = PendingRows.count(clients, List.of(vault));
            return new VaultLag(
                    vault,
                    pending.total(),
                    partitions.stream()
                            .map(partition -> new PartitionLag(
                                    partition.partition(),
                                    committed.getOrDefault(partition, 0L),
                                    ends.getOrDefault(partition, 0L),
                                    pending.oldest(partition).map(at -> age(at.toEpochMilli())),
                                    Optional.ofNullable(owners.get(partition))))
                            .toList());
        } catch (ExecutionException e) {
            throw KafkaRefusal.end(
                    clients.settings(),
                    AclOperation.DESCRIBE,
                    e,
                    "Kafka did not say how far vault %s is: %s".formatted(vault, String.valueOf(e.getCause())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LoaderException(ExitCode.UNFINISHED, "Interrupted while the lag was read.", e);
        }
    }

    /** Never negative: the clocks of the machines may differ. */
    private Duration age(long since) {
        return Duration.ofMillis(Math.max(0, clock.millis() - since));
    }

    private Map<TopicPartition, Long> committed(String group) throws ExecutionException, InterruptedException {
        Map<TopicPartition, Long> committed = new HashMap<>();
        clients.admin()
                .listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get()
                .forEach((TopicPartition partition, OffsetAndMetadata offset) -> {
                    if (offset != null) {
                        committed.put(partition, offset.offset());
                    }
                });
        return committed;
    }

    private Map<TopicPartition, Long> offsets(List<TopicPartition> partitions, OffsetSpec which)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, ListOffsetsResultInfo> found = clients.admin()
                .listOffsets(partitions.stream().collect(Collectors.toMap(Function.identity(), any -> which)))
                .all()
                .get();
        Map<TopicPartition, Long> offsets = new HashMap<>();
        found.forEach((partition, info) -> offsets.put(partition, info.offset()));
        return offsets;
    }

    private Map<TopicPartition, String> owners(String group) throws ExecutionException, InterruptedException {
        Map<TopicPartition, String> owners = new HashMap<>();
        Admin admin = clients.admin();
        try {
            admin.describeConsumerGroups(List.of(group))
                    .all()
                    .get()
                    .values()
                    .forEach(description -> description
                            .members()
                            .forEach(member -> member.assignment()
                                    .topicPartitions()
                                    .forEach(partition -> owners.put(partition, member.clientId()))));
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof GroupIdNotFoundException)) {
                throw e;
            }
            // Nobody has uploaded yet.
        }
        return owners;
    }
}
