package com.skyflow.loader.common.kafka;

import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;

/** The partitions that topics have in the cluster, whatever the settings say. */
public final class TopicPartitions {
    private TopicPartitions() {}

    /**
     * The partitions of those of the topics that exist, in order.
     *
     * @throws LoaderException if Kafka does not answer
     */
    public static List<TopicPartition> find(KafkaClients clients, Collection<String> topics) {
        Admin admin = clients.admin();
        try {
            Set<String> existing = admin.listTopics().names().get();
            return admin
                    .describeTopics(topics.stream().filter(existing::contains).toList())
                    .allTopicNames()
                    .get()
                    .values()
                    .stream()
                    .flatMap(topic -> IntStream.range(0, topic.partitions().size())
                            .mapToObj(partition -> new TopicPartition(topic.name(), partition)))
                    .sorted(Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition))
                    .toList();
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
}
