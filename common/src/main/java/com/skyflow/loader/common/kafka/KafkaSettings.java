package com.skyflow.loader.common.kafka;

import com.skyflow.loader.common.topic.Topics;
import java.util.Map;

/**
 * Which Kafka to use and how.
 *
 * @param bootstrapServers comma-separated {@code host:port}
 * @param topics the names to use in it
 * @param partitions partitions of a vault's topic, 1 to 1,000
 * @param replication copies of each topic; 0 for three where there are three brokers, else one
 * @param groupProtocol how uploaders share a vault
 * @param properties further properties of every client, passed through
 */
public record KafkaSettings(
        String bootstrapServers,
        Topics topics,
        int partitions,
        int replication,
        GroupProtocol groupProtocol,
        Map<String, String> properties) {
    public KafkaSettings {
        properties = Map.copyOf(properties);
    }

    /** The same Kafka under other names. */
    public KafkaSettings withTopics(Topics other) {
        return new KafkaSettings(bootstrapServers, other, partitions, replication, groupProtocol, properties);
    }

    /** The values may be credentials, so only the names of further properties are shown. */
    @Override
    public String toString() {
        return "KafkaSettings[" + bootstrapServers + ", prefix " + topics.prefix() + ", " + groupProtocol.text() + ", "
                + properties.keySet() + "]";
    }
}
