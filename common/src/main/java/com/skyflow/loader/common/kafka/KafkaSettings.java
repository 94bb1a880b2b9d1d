package com.skyflow.loader.common.kafka;

import com.skyflow.loader.common.topic.Topics;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

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
    private static final Pattern BETWEEN_PIECES = Pattern.compile("[\\s\"=;]+");

    public KafkaSettings {
        properties = Map.copyOf(properties);
    }

    /** The id of this process as a static member of its groups; empty if it is none. */
    public Optional<String> staticMember() {
        return Optional.ofNullable(properties.get("group.instance.id"));
    }

    /** A property that is a number. */
    int number(String property, int otherwise) {
        return Integer.parseInt(properties.getOrDefault(property, Integer.toString(otherwise)));
    }

    /** How this client speaks with the cluster. */
    String securityProtocol() {
        return properties.getOrDefault("security.protocol", "PLAINTEXT");
    }

    /** A text in which no property's value stands that is long enough for a secret, nor what a JAAS configuration says. */
    String withoutSecrets(String text) {
        return properties.values().stream()
                .flatMap(BETWEEN_PIECES::splitAsStream)
                .filter(piece -> piece.length() >= 6 && !piece.contains("LoginModule"))
                .reduce(text, (clean, piece) -> clean.replace(piece, "***"));
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
