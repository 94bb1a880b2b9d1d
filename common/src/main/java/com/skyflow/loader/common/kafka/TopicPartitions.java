package com.skyflow.loader.common.kafka;

import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The partitions that topics have in the cluster, whatever the settings say. */
public final class TopicPartitions {
    private TopicPartitions() {}

    /**
     * The partitions of those of the topics that exist, in order.
     *
     * @throws LoaderException if Kafka does not answer
     */
    public static List<TopicPartition> find(KafkaClients clients, Collection<String> topics) {
        try {
            List<TopicPartition> partitions = new ArrayList<>();
            for (KafkaFuture<TopicDescription> answer :
                    clients.admin().describeTopics(topics).topicNameValues().values()) {
                partitions.addAll(partitions(answer));
            }
            partitions.sort(Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition));
            return partitions;
        } catch (ExecutionException e) {
            throw KafkaRefusal.end(
                    clients.settings(),
                    AclOperation.DESCRIBE,
                    e,
                    "Kafka at %s did not describe topics %s: %s"
                            .formatted(clients.settings().bootstrapServers(), topics, String.valueOf(e.getCause())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LoaderException(ExitCode.UNFINISHED, "Interrupted while topics were described.", e);
        }
    }

    private static List<TopicPartition> partitions(KafkaFuture<TopicDescription> answer)
            throws ExecutionException, InterruptedException {
        try {
            TopicDescription topic = answer.get();
            return IntStream.range(0, topic.partitions().size())
                    .mapToObj(partition -> new TopicPartition(topic.name(), partition))
                    .toList();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return List.of();
            }
            throw e;
        }
    }
}
