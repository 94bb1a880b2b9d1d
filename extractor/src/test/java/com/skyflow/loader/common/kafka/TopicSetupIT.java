package com.skyflow.loader.common.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import com.skyflow.loader.common.topic.Topics;
import com.skyflow.loader.common.vault.VaultName;
import com.skyflow.loader.testing.EmbeddedKafka;
import com.skyflow.loader.testing.TestTopics;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TopicSetupIT {
    private static final VaultName SSN = new VaultName("ssn");
    private static final String ADVICE =
            "\nTopics are never altered by the loader: correct them, correct the kafka settings, or choose another kafka.prefix.";

    @RegisterExtension
    static final EmbeddedKafka KAFKA = new EmbeddedKafka();

    private String prefix;

    @BeforeEach
    void choosePrefix() {
        prefix = KAFKA.freshPrefix();
    }

    @Test
    void createsWhatIsMissing() throws Exception {
        setup(3, 0);
        assertThat(describe())
                .containsExactly(
                        entry(".outcomes", "1 × 1, delete, -1, -1, 1"),
                        entry(".runs", "1 × 1, compact, -1, -1, 1"),
                        entry(".ssn", "3 × 1, delete, -1, -1, 1"),
                        entry(".ssn.dead-letter", "3 × 1, compact, -1, -1, 1"));
    }

    @Test
    void createsTheTopicOfTheInstancesAndTakesOneThatIsThereAsItIs() throws Exception {
        TestClients clients = TestClients.of(KAFKA, prefix, 3, 0);
        new TopicSetup(clients.clients()).ensureInstances();
        assertThat(describe(List.of(prefix + ".instances")))
                .containsExactly(entry(".instances", "1 × 1, compact,delete, 3600000, -1, 1"));

        prefix = KAFKA.freshPrefix();
        TestTopics.create(KAFKA.admin(), List.of(topic(".instances", 2, Map.of("retention.ms", "1000"))));
        new TopicSetup(TestClients.of(KAFKA, prefix, 3, 0).clients()).ensureInstances();
        assertThat(describe(List.of(prefix + ".instances")))
                .containsExactly(entry(".instances", "2 × 1, delete, 1000, -1, 1"));
    }

    @Test
    void leavesWhatIsThere() throws Exception {
        setup(3, 1);
        Map<String, String> before = describe();
        setup(3, 1);
        assertThat(describe()).isEqualTo(before);
    }

    @Test
    void refusesTopicsWithOtherSettingsAllAtOnce() throws Exception {
        TestTopics.create(
                KAFKA.admin(),
                List.of(
                        topic(".ssn", 2, Map.of("retention.ms", "-1")),
                        topic(".ssn.dead-letter", 3, Map.of("retention.ms", "-1")),
                        topic(".runs", 1, Map.of("cleanup.policy", "compact", "retention.ms", "-1")),
                        topic(".outcomes", 1, Map.of("retention.ms", "604800000"))));
        refuses(3, 0, ExitCode.USAGE, """
                        Topic %1$s.ssn has 2 partitions (expected: 3).
                        Topic %1$s.ssn.dead-letter has cleanup.policy=delete (expected: compact, or rows could be lost).
                        Topic %1$s.outcomes has retention.ms=604800000 (expected: -1, or rows could be lost).""".formatted(prefix) + ADVICE);
    }

    @Test
    void refusesATopicForParkedRowsWithOtherRetention() throws Exception {
        TestTopics.create(
                KAFKA.admin(),
                List.of(topic(".ssn.parked", 3, Map.of("cleanup.policy", "compact", "retention.ms", "604800000"))));
        refuses(
                3,
                0,
                ExitCode.USAGE,
                "Topic " + prefix + ".ssn.parked has retention.ms=604800000 (expected: -1, or rows could be lost)."
                        + ADVICE);
    }

    @Test
    void refusesALimitBySize() throws Exception {
        TestTopics.create(
                KAFKA.admin(), List.of(topic(".ssn", 3, Map.of("retention.ms", "-1", "retention.bytes", "1000"))));
        refuses(
                3,
                0,
                ExitCode.USAGE,
                "Topic " + prefix + ".ssn has retention.bytes=1000 (expected: -1, or rows could be lost)." + ADVICE);
    }

    @Test
    void saysWhyATopicCannotBeCreated() {
        assertThatThrownBy(() -> setup(3, 3))
                .isInstanceOfSatisfying(
                        LoaderException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.UNFINISHED))
                .hasMessageStartingWith("Kafka refused creating topic " + prefix + ".")
                .hasMessageContaining("Unable to replicate the partition 3 time(s)");
    }

    @Test
    void saysThatNobodyAnswers() throws Exception {
        // Listens and never answers: where nobody listened, Kafka's client would log each attempt.
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String servers = "127.0.0.1:" + silent.getLocalPort();
            TopicSetup setup = new TopicSetup(new KafkaClients(new KafkaSettings(
                    servers,
                    new Topics(prefix),
                    3,
                    0,
                    GroupProtocol.CONSUMER,
                    Map.of("default.api.timeout.ms", "2000", "request.timeout.ms", "1000"))));
            assertThatThrownBy(() -> setup.ensure(List.of(SSN)))
                    .isInstanceOfSatisfying(
                            LoaderException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.UNFINISHED))
                    .hasMessage(
                            "Kafka at " + servers
                                    + " takes connections but does not answer a client with security.protocol=PLAINTEXT within 2 s."
                                    + " Correct security.protocol in kafka.properties if its listener has another, and start again.");
        }
    }

    @Test
    void refusesAnAddressThatIsNone() {
        TopicSetup setup = new TopicSetup(new KafkaClients(
                new KafkaSettings("no-port", new Topics(prefix), 3, 0, GroupProtocol.CONSUMER, Map.of())));
        assertThatThrownBy(() -> setup.ensure(List.of(SSN)))
                .isInstanceOfSatisfying(
                        LoaderException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessage("Kafka at no-port cannot be used: Invalid url in bootstrap.servers: no-port."
                        + " Correct kafka.bootstrap_servers or kafka.properties.");
    }

    private void setup(int partitions, int replication) {
        new TopicSetup(TestClients.of(KAFKA, prefix, partitions, replication).clients()).ensure(List.of(SSN));
    }

    private void refuses(int partitions, int replication, ExitCode code, String message) {
        assertThatThrownBy(() -> setup(partitions, replication))
                .isInstanceOfSatisfying(
                        LoaderException.class, e -> assertThat(e.exitCode()).isEqualTo(code))
                .hasMessage(message);
    }

    private NewTopic topic(String name, int partitions, Map<String, String> settings) {
        return new NewTopic(prefix + name, partitions, (short) 1).configs(settings);
    }

    private Map<String, String> describe() throws ExecutionException, InterruptedException {
        return describe(List.of(prefix + ".ssn", prefix + ".ssn.dead-letter", prefix + ".runs", prefix + ".outcomes"));
    }

    private Map<String, String> describe(List<String> names) throws ExecutionException, InterruptedException {
        TestTopics.awaitKnown(KAFKA.admin(), names);
        Map<String, String> described = new TreeMap<>();
        for (TopicDescription topic :
                KAFKA.admin().describeTopics(names).allTopicNames().get().values()) {
            ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
            var config = Objects.requireNonNull(
                    KAFKA.admin().describeConfigs(List.of(resource)).all().get().get(resource));
            described.put(
                    topic.name().substring(prefix.length()),
                    "%d × %d, %s, %s, %s, %s"
                            .formatted(
                                    topic.partitions().size(),
                                    topic.partitions().getFirst().replicas().size(),
                                    config.get("cleanup.policy").value(),
                                    config.get("retention.ms").value(),
                                    config.get("retention.bytes").value(),
                                    config.get("min.insync.replicas").value()));
        }
        return described;
    }
}
