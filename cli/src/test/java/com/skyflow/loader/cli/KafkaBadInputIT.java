package com.skyflow.loader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.skyflow.loader.local.simulator.VaultSimulator;
import com.skyflow.loader.local.simulator.tls.Authority;
import com.skyflow.loader.testing.EmbeddedKafka;
import com.skyflow.loader.testing.kafka.GuardedKafka;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Clusters and settings of Kafka with which no load can begin: by which sentence, with which status, and that nothing was published or sent. */
final class KafkaBadInputIT {
    @RegisterExtension
    static final EmbeddedKafka kafka = new EmbeddedKafka();

    @RegisterExtension
    static final GuardedKafka guarded = new GuardedKafka();

    private static final String USER = "somebody";
    private static final String PASSWORD = "k9Vw2Rz8Qt5LxHb";

    @TempDir
    Path path;

    private WorkFolder folder;
    private VaultSimulator simulator;
    private String prefix;
    private ObjectNode config;
    private ObjectNode settings;
    private ObjectNode properties;
    private @Nullable ServerSocket busy;

    @BeforeEach
    void start() {
        folder = new WorkFolder(path);
        simulator = WorkFolder.simulator();
        prefix = kafka.freshPrefix();
        config = WorkFolder.config(simulator, "name");
        config.withObject("/skyflow").put("bearer_token", Canary.CREDENTIAL);
        config.withObject("/csv").put("data_directory", path.resolve("data").toString());
        settings = config.withObject("/kafka")
                .put("bootstrap_servers", kafka.bootstrapServers())
                .put("prefix", prefix);
        properties = settings.withObject("/properties");
        folder.write("data/name_data.csv", "full_name\nfirst\nsecond\n");
        folder.write("data/name_tokens.csv", "full_name_token\nt1\nt2\n");
    }

    @AfterEach
    void stop() throws IOException {
        simulator.close();
        if (busy != null) {
            busy.close();
        }
    }

    /**
     * One wrong input.
     *
     * @param name what it is
     * @param change makes it wrong
     * @param command what is refused
     * @param status its exit status
     * @param message everything on the error stream; {@code {servers}}, {@code {prefix}}, {@code {busy}} and {@code {folder}} stand for theirs
     */
    record Bad(String name, Consumer<KafkaBadInputIT> change, String command, int status, String message) {
        static Bad property(String name, String property, String value, String message) {
            return new Bad(name, test -> test.properties.put(property, value), "extract", 1, message);
        }

        static Bad login(String name, Consumer<KafkaBadInputIT> change, int status, String message) {
            return new Bad(
                    name,
                    test -> {
                        test.logIn(PASSWORD);
                        change.accept(test);
                    },
                    "extract",
                    status,
                    message);
        }

        static Bad topic(String name, int partitions, Map<String, String> topic, String message) {
            return new Bad(
                    name,
                    test -> test.createTopic(partitions, topic),
                    "extract",
                    1,
                    message
                            + "\nTopics are never altered by the loader: correct them, correct the kafka settings, or choose another kafka.prefix.");
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Bad> inputs() {
        return Stream.of(addresses(), logins(), topics(), properties()).flatMap(List::stream);
    }

    private static List<Bad> addresses() {
        return List.of(
                new Bad(
                        "an address that does not resolve",
                        test -> test.settings.put("bootstrap_servers", "nowhere.invalid:9092"),
                        "extract",
                        1,
                        "Kafka at nowhere.invalid:9092 cannot be used: No resolvable bootstrap urls given in bootstrap.servers. Correct kafka.bootstrap_servers or kafka.properties."),
                new Bad(
                        "a port that is closed",
                        test -> {
                            test.settings.put("bootstrap_servers", "127.0.0.1:1");
                            test.impatient();
                        },
                        "extract",
                        4,
                        "Kafka does not answer at {servers} within 3 s. Start it, or correct kafka.bootstrap_servers, and start again."),
                new Bad(
                        "a port that is closed, for an operator",
                        test -> {
                            test.settings.put("bootstrap_servers", "127.0.0.1:1");
                            test.impatient();
                        },
                        "status",
                        4,
                        "Kafka does not answer at {servers} within 3 s. Start it, or correct kafka.bootstrap_servers, and start again."),
                new Bad(
                        "a health port that is taken",
                        KafkaBadInputIT::takePort,
                        "extract --health-port {busy}",
                        1,
                        "health.port: 127.0.0.1:{busy} cannot be opened, Address already in use (expected: a free port, or 0 for one that the system picks)"));
    }

    private static List<Bad> logins() {
        return List.of(
                Bad.login(
                        "a wrong password",
                        test -> test.logIn("another"),
                        1,
                        "Kafka at {servers} does not accept the login (Authentication failed during authentication due to invalid credentials with SASL mechanism SCRAM-SHA-256). Correct sasl.mechanism and sasl.jaas.config in kafka.properties."),
                Bad.login(
                        "a login that the listener does not offer",
                        test -> test.properties
                                .put("sasl.mechanism", "PLAIN")
                                .put(
                                        "sasl.jaas.config",
                                        "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"x\" password=\""
                                                + PASSWORD + "\";"),
                        1,
                        "Kafka at {servers} does not accept the login (Client SASL mechanism 'PLAIN' not enabled in the server, enabled mechanisms are [SCRAM-SHA-256]). Correct sasl.mechanism and sasl.jaas.config in kafka.properties."),
                Bad.login(
                        "a login that cannot be read",
                        test -> test.properties.put("sasl.jaas.config", "password=\"" + PASSWORD),
                        1,
                        "Kafka at {servers} cannot be used: Login module control flag is not available in the JAAS config. Correct kafka.bootstrap_servers or kafka.properties."),
                Bad.login(
                        "a certificate that is not trusted",
                        test -> test.properties.put("ssl.truststore.certificates", new Authority("nobody's").pem()),
                        1,
                        "Kafka at {servers} and this client do not agree on TLS (unable to find valid certification path to requested target). Correct the ssl properties in kafka.properties: ssl.truststore says whose certificates are trusted, ssl.keystore who this client is."),
                Bad.login(
                        "plain text to a listener for TLS",
                        test -> {
                            test.properties.removeAll();
                            test.impatient();
                        },
                        4,
                        "Kafka at {servers} takes connections but does not answer a client with security.protocol=PLAINTEXT within 3 s. Correct security.protocol in kafka.properties if its listener has another, and start again."),
                Bad.login(
                        "TLS to a listener for plain text",
                        test -> {
                            test.settings.put("bootstrap_servers", kafka.bootstrapServers());
                            test.impatient();
                        },
                        4,
                        "Kafka at {servers} takes connections but does not answer a client with security.protocol=SASL_SSL within 3 s. Correct security.protocol in kafka.properties if its listener has another, and start again."),
                Bad.login(
                        "no ACL for creating topics",
                        test -> test.allow(AclOperation.DESCRIBE),
                        1,
                        "Kafka at {servers} does not grant this client: Create on topic {prefix}.name. Grant it (docs/cluster.md lists what each command needs) and start again."),
                Bad.login(
                        "no ACL at all",
                        test -> {},
                        1,
                        "Kafka at {servers} does not grant this client: Describe on topic {prefix}.name. Grant it (docs/cluster.md lists what each command needs) and start again."));
    }

    private static List<Bad> topics() {
        return List.of(
                Bad.topic(
                        "a topic with other partitions",
                        5,
                        Map.of("retention.ms", "-1"),
                        "Topic {prefix}.name has 5 partitions (expected: 4)."),
                Bad.topic(
                        "a topic with other retention",
                        4,
                        Map.of("retention.ms", "604800000"),
                        "Topic {prefix}.name has retention.ms=604800000 (expected: -1, or rows could be lost)."),
                Bad.topic(
                        "a topic of limited size",
                        4,
                        Map.of("retention.ms", "-1", "retention.bytes", "1000000"),
                        "Topic {prefix}.name has retention.bytes=1000000 (expected: -1, or rows could be lost)."),
                Bad.topic(
                        "a topic that is compacted",
                        4,
                        Map.of("retention.ms", "-1", "cleanup.policy", "compact"),
                        "Topic {prefix}.name has cleanup.policy=compact (expected: delete, or rows could be lost)."));
    }

    private static List<Bad> properties() {
        return List.of(
                Bad.property(
                        "a property that the loader decides",
                        "enable.auto.commit",
                        "true",
                        "kafka.properties.enable.auto.commit: cannot be set (expected: left out, the loader decides it)"),
                Bad.property(
                        "a static member under the consumer protocol",
                        "group.instance.id",
                        "one",
                        "kafka.properties.group.instance.id: cannot be set with kafka.group_protocol consumer, under which Kafka refuses a static member that comes back (expected: left out, or kafka.group_protocol classic)"),
                new Bad(
                        "a session that is too short",
                        test -> {
                            test.settings.put("group_protocol", "classic");
                            test.properties.put("session.timeout.ms", "6000");
                        },
                        "extract",
                        1,
                        "kafka.properties.session.timeout.ms: 6000 (expected: 10000 or more: an uploader that was suspended must have stopped its calls before its partitions are given away)"),
                Bad.property(
                        "a property that Kafka refuses",
                        "security.protocol",
                        "TLS",
                        "Kafka at {servers} cannot be used: Invalid value TLS for configuration security.protocol: String must be one of (case insensitive): SASL_SSL, PLAINTEXT, SSL, SASL_PLAINTEXT. Correct kafka.bootstrap_servers or kafka.properties."),
                Bad.property(
                        "a variable that is not set",
                        "sasl.jaas.config",
                        "x password=\"${env:NO_SUCH_VARIABLE}\";",
                        "kafka.properties.sasl.jaas.config: the environment has no NO_SUCH_VARIABLE (expected: it is set)"),
                Bad.property(
                        "a file that is not there",
                        "ssl.key.password",
                        "${file:{folder}/none}",
                        "kafka.properties.ssl.key.password: the file {folder}/none cannot be read (expected: a file that this user can read)"));
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void isRefusedBeforeAnythingIsPublishedOrSent(Bad input) throws Exception {
        input.change().accept(this);
        folder.write("config.json", filled(config.toPrettyString()));
        Files.setPosixFilePermissions(path.resolve("config.json"), PosixFilePermissions.fromString("rw-------"));

        Spoken spoken = Spoken.by(
                filled(input.command() + " -config {folder}/config.json").split(" "));

        assertThat(spoken.err().strip()).isEqualTo(filled(input.message()));
        assertThat(spoken.out()).isEmpty();
        assertThat(spoken.status()).isEqualTo(input.status());
        assertThat(KafkaContent.records(kafka, prefix)).isEmpty();
        assertThat(guarded.admin().listTopics().names().get()).noneMatch(topic -> topic.startsWith(prefix + "."));
        assertThat(simulator.journal().counts().calls()).isZero();
        assertThat(Canary.isIn(spoken.err())).isFalse();
        assertThat(spoken.err()).doesNotContain(PASSWORD);
    }

    private String filled(String text) {
        return text.replace("{servers}", settings.path("bootstrap_servers").asText())
                .replace("{prefix}", prefix)
                .replace("{folder}", path.toString())
                .replace("{busy}", busy == null ? "" : Integer.toString(busy.getLocalPort()));
    }

    private void logIn(String password) {
        guarded.addUser(USER, PASSWORD);
        settings.put("bootstrap_servers", guarded.bootstrapServers());
        guarded.properties(USER, password).forEach(properties::put);
    }

    private void allow(AclOperation operation) {
        guarded.allow(List.of(GuardedKafka.acl(USER, ResourceType.TOPIC, prefix, operation)));
    }

    /** Does not wait for a cluster as long as usual. */
    private void impatient() {
        properties.put("default.api.timeout.ms", "3000").put("request.timeout.ms", "2000");
    }

    private void createTopic(int partitions, Map<String, String> topic) {
        try {
            kafka.admin()
                    .createTopics(List.of(new NewTopic(prefix + ".name", partitions, (short) 1).configs(topic)))
                    .all()
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    private void takePort() {
        try {
            busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
