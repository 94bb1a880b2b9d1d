package com.skyflow.loader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyflow.loader.testing.EmbeddedKafka;
import com.skyflow.loader.testing.kafka.GuardedKafka;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** What the topics of a prefix hold, and who reads them. */
final class KafkaContent {
    private KafkaContent() {}

    /** Fails if a piece of the canary is anywhere but in the values of rows and dead letters. */
    static void ensureNoCanary(EmbeddedKafka kafka, String prefix) {
        for (ConsumerRecord<byte[], byte[]> record : records(kafka, prefix)) {
            String text = text(record.key());
            record.headers()
                    .forEach(header -> assertThat(Canary.isIn(text(header.value())))
                            .as("header %s of topic %s", header.key(), record.topic())
                            .isFalse());
            assertThat(Canary.isIn(isOfRows(record.topic(), prefix) ? text : text + text(record.value())))
                    .as("topic %s", record.topic())
                    .isFalse();
        }
    }

    private static boolean isOfRows(String topic, String prefix) {
        return !List.of(prefix + ".runs", prefix + ".outcomes", prefix + ".instances", prefix + ".ledger")
                .contains(topic);
    }

    private static String text(byte @Nullable [] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }

    /** How many committed records a topic holds. */
    static long rows(EmbeddedKafka kafka, String topic) {
        return records(kafka, topic).stream()
                .filter(record -> record.topic().equals(topic))
                .count();
    }

    /** Every committed record of the topics whose names begin so. */
    static List<ConsumerRecord<byte[], byte[]>> records(EmbeddedKafka kafka, String prefix) {
        return records(kafka.bootstrapServers(), kafka.admin(), prefix);
    }

    /** The same where clients log in. */
    static List<ConsumerRecord<byte[], byte[]>> records(GuardedKafka kafka, String prefix) {
        return records(kafka.openServers(), kafka.admin(), prefix);
    }

    private static List<ConsumerRecord<byte[], byte[]>> records(String servers, Admin admin, String prefix) {
        List<TopicPartition> partitions = partitions(admin, prefix);
        if (partitions.isEmpty()) {
            return List.of();
        }
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        servers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            return records;
        }
    }

    /** How many members of a group have partitions. */
    static long busyMembers(EmbeddedKafka kafka, String group) {
        try {
            return kafka.admin().describeConsumerGroups(List.of(group)).all().get().values().stream()
                    .flatMap(description -> description.members().stream())
                    .filter(member -> !member.assignment().topicPartitions().isEmpty())
                    .count();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    /** The partitions of the static members of a group, by their ids. */
    static Map<String, Set<TopicPartition>> assignment(EmbeddedKafka kafka, String group) {
        try {
            return kafka.admin().describeConsumerGroups(List.of(group)).all().get().values().stream()
                    .flatMap(description -> description.members().stream())
                    .collect(Collectors.toMap(
                            member -> member.groupInstanceId().orElseThrow(),
                            member -> member.assignment().topicPartitions()));
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    private static List<TopicPartition> partitions(Admin admin, String prefix) {
        try {
            List<String> topics = admin.listTopics().names().get().stream()
                    .filter(topic -> topic.equals(prefix) || topic.startsWith(prefix + "."))
                    .toList();
            return admin.describeTopics(topics).allTopicNames().get().values().stream()
                    .flatMap(topic -> topic.partitions().stream()
                            .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                    .toList();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }
}
