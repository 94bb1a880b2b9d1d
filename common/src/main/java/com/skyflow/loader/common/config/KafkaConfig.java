package com.skyflow.loader.common.config;

import com.skyflow.loader.common.kafka.GroupProtocol;
import com.skyflow.loader.common.topic.Topics;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * Which Kafka is used and how.
 *
 * @param bootstrapServers the cluster; empty for the embedded broker
 * @param topics the names of everything in Kafka
 * @param partitions partitions of a topic with rows when it is created
 * @param replication replicas of a topic when it is created; empty to follow the number of brokers
 * @param instance the name of this process among the uploaders; empty for host and folder
 * @param properties client settings that are passed on, with references where secrets are; they may hold credentials
 */
public record KafkaConfig(
        Optional<String> bootstrapServers,
        Topics topics,
        int partitions,
        OptionalInt replication,
        GroupProtocol groupProtocol,
        Optional<String> instance,
        Map<String, String> properties) {
    public KafkaConfig {
        properties = Map.copyOf(properties);
    }

    /** Without the values of the client settings. */
    @Override
    public String toString() {
        return "KafkaConfig[bootstrapServers=%s, topics=%s, partitions=%d, replication=%s, groupProtocol=%s, instance=%s, properties=%s]"
                .formatted(
                        bootstrapServers,
                        topics,
                        partitions,
                        replication,
                        groupProtocol,
                        instance,
                        new TreeMap<>(properties).keySet());
    }
}
