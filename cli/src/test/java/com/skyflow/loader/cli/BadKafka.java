package com.skyflow.loader.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.skyflow.loader.testing.TestTopics;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;

/** Clusters and settings of Kafka with which no load can begin, but for logins. */
final class BadKafka {
    static final String EXTRACT = "extract -config {config}";

    static final String NEVER_ALTERED =
            "\nTopics are never altered by the loader: correct them, correct the kafka settings, or choose another kafka.prefix.";

    private BadKafka() {}

    static List<BadInput> inputs() {
        return Stream.of(addresses(), topics(), properties())
                .flatMap(List::stream)
                .toList();
    }

    private static BadInput property(String name, String property, String value, String message) {
        return BadInput.refused(name, world -> properties(world).put(property, value), EXTRACT, message);
    }

    private static BadInput topic(String name, int partitions, Map<String, String> topic, String message) {
        return BadInput.refused(name, world -> createTopic(world, partitions, topic), EXTRACT, message + NEVER_ALTERED);
    }

    private static List<BadInput> addresses() {
        return List.of(
                BadInput.refused(
                        "an address that does not resolve",
                        world -> world.section("kafka").put("bootstrap_servers", "nowhere.invalid:9092"),
                        EXTRACT,
                        1,
                        "Kafka at nowhere.invalid:9092 cannot be used: No resolvable bootstrap urls given in bootstrap.servers. Correct kafka.bootstrap_servers or kafka.properties."),
                BadInput.refused(
                        "a port that is closed",
                        world -> {
                            world.section("kafka").put("bootstrap_servers", "127.0.0.1:1");
                            waitBriefly(world);
                        },
                        EXTRACT,
                        4,
                        "Kafka does not answer at {servers} within 1 s. Start it, or correct kafka.bootstrap_servers, and start again."),
                BadInput.refused(
                        "a port that is closed, for an operator",
                        world -> {
                            world.section("kafka").put("bootstrap_servers", "127.0.0.1:1");
                            waitBriefly(world);
                        },
                        "status -config {config}",
                        4,
                        "Kafka does not answer at {servers} within 1 s. Start it, or correct kafka.bootstrap_servers, and start again."));
    }

    private static List<BadInput> topics() {
        return List.of(
                topic(
                        "a topic with other partitions",
                        5,
                        Map.of("retention.ms", "-1"),
                        "Topic {prefix}.name has 5 partitions (expected: 4)."),
                topic(
                        "a topic with other retention",
                        4,
                        Map.of("retention.ms", "604800000"),
                        "Topic {prefix}.name has retention.ms=604800000 (expected: -1, or rows could be lost)."),
                topic(
                        "a topic of limited size",
                        4,
                        Map.of("retention.ms", "-1", "retention.bytes", "1000000"),
                        "Topic {prefix}.name has retention.bytes=1000000 (expected: -1, or rows could be lost)."),
                topic(
                        "a topic that is compacted",
                        4,
                        Map.of("retention.ms", "-1", "cleanup.policy", "compact"),
                        "Topic {prefix}.name has cleanup.policy=compact (expected: delete, or rows could be lost)."));
    }

    private static List<BadInput> properties() {
        return List.of(
                property(
                        "a property that the loader decides",
                        "enable.auto.commit",
                        "true",
                        "kafka.properties.enable.auto.commit: cannot be set (expected: left out, the loader decides it)"),
                property(
                        "a static member under the consumer protocol",
                        "group.instance.id",
                        "one",
                        "kafka.properties.group.instance.id: cannot be set with kafka.group_protocol consumer, under which Kafka refuses a static member that comes back (expected: left out, or kafka.group_protocol classic)"),
                BadInput.refused(
                        "a session that is too short",
                        world -> {
                            world.section("kafka").put("group_protocol", "classic");
                            properties(world).put("session.timeout.ms", "6000");
                        },
                        EXTRACT,
                        1,
                        "kafka.properties.session.timeout.ms: 6000 (expected: 10000 or more: an uploader that was suspended must have stopped its calls before its partitions are given away)"),
                property(
                        "a property that Kafka refuses",
                        "security.protocol",
                        "TLS",
                        "Kafka at {servers} cannot be used: Invalid value TLS for configuration security.protocol: String must be one of (case insensitive): SASL_SSL, PLAINTEXT, SSL, SASL_PLAINTEXT. Correct kafka.bootstrap_servers or kafka.properties."),
                property(
                        "a variable that is not set",
                        "sasl.jaas.config",
                        "x password=\"${env:NO_SUCH_VARIABLE}\";",
                        "kafka.properties.sasl.jaas.config: the environment has no NO_SUCH_VARIABLE (expected: it is set)"),
                property(
                        "a file that is not there",
                        "ssl.key.password",
                        "${file:{folder}/none}",
                        "kafka.properties.ssl.key.password: the file {folder}/none cannot be read (expected: a file that this user can read)"));
    }

    static ObjectNode properties(BadInputWorld world) {
        return world.section("kafka").withObject("/properties");
    }

    /** Does not wait for a cluster as long as usual: it will never answer. */
    static void waitBriefly(BadInputWorld world) {
        properties(world).put("default.api.timeout.ms", "1000").put("request.timeout.ms", "900");
    }

    /** Makes the topic of the rows. */
    static void createTopic(BadInputWorld world, int partitions, Map<String, String> topic) {
        TestTopics.create(
                world.kafka().admin(),
                List.of(new NewTopic(world.prefix() + ".name", partitions, (short) 1).configs(topic)));
    }
}
