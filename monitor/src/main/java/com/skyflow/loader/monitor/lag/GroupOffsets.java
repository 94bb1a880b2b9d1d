package com.skyflow.loader.monitor.lag;

import com.skyflow.loader.common.kafka.KafkaClients;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/**
 * Where a group of uploaders is in its topic. The end offsets are read after the committed ones, so that no lag is negative, and without
 * regard to open transactions: they are those of Kafka's own consumer group command.
 */
record GroupOffsets(KafkaClients clients) {
    /**
     * What was seen at one time.
     *
     * @param committed offset behind the last row that is done with; where none was committed, the first that is there
     * @param firsts offsets of the first records that are there
     * @param ends offsets behind the last records
     * @param owners client ids of the members that have partitions
     */
    record Seen(
            Map<TopicPartition, Long> committed,
            Map<TopicPartition, Long> firsts,
            Map<TopicPartition, Long> ends,
            Map<TopicPartition, String> owners) {
        long committed(TopicPartition partition) {
            return committed.getOrDefault(partition, 0L);
        }

        /** Where the first row that is not done with may be: not before what was deleted. */
        long from(TopicPartition partition) {
            return Math.max(committed(partition), firsts.getOrDefault(partition, 0L));
        }

        long end(TopicPartition partition) {
            return ends.getOrDefault(partition, 0L);
        }
    }

    Seen read(String group, List<TopicPartition> partitions) throws ExecutionException, InterruptedException {
        Map<TopicPartition, Long> committed = committed(group);
        committed.keySet().retainAll(partitions);
        Map<TopicPartition, Long> firsts = offsets(partitions, OffsetSpec.earliest());
        firsts.forEach(committed::putIfAbsent);
        Map<TopicPartition, Long> ends = offsets(partitions, OffsetSpec.latest());
        return new Seen(committed, firsts, ends, owners(group));
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
        try {
            clients.admin()
                    .describeConsumerGroups(List.of(group))
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
