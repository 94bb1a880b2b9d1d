package com.skyflow.loader.testing.kafka;

import static com.skyflow.loader.testing.Answers.await;

import com.skyflow.loader.testing.ChildProcess;
import com.skyflow.loader.testing.JavaCommand;
import com.skyflow.loader.testing.TcpProxy;
import com.skyflow.loader.testing.Wait;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;

/**
 * Three brokers that are controllers too, each a process of its own. Whatever they say to each other and to clients goes through a
 * {@link TcpProxy} for each listener of a broker, so that a broker that comes back is where it was, and lines can be cut. Clients log in:
 * {@link #LOADER} may do everything, {@link #LIMITED} what ACLs allow. Not thread-safe, but for the lines.
 */
public final class TestCluster implements AutoCloseable {
    /** A user who may do everything. */
    public static final String LOADER = "loader";
    /** A user who may do what ACLs allow, and has the same password. */
    public static final String LIMITED = "limited";

    private static final String CLIENTS = "CLIENTS";
    private static final String PASSWORD = "test-cluster";
    private static final int SIZE = 3;
    private static final Duration BOUND = Duration.ofMinutes(5);
    private static final Pattern LISTENER = Pattern.compile("(\\w+)=127\\.0\\.0\\.1:(\\d+)");

    static final Map<String, String> PROTOCOLS =
            Map.of(TestBroker.OPEN, "PLAINTEXT", TestBroker.CONTROLLER, "PLAINTEXT", CLIENTS, "SASL_PLAINTEXT");

    private final Path folder;
    private final String cluster = Uuid.randomUuid().toString();
    private final Map<Integer, Map<String, TcpProxy>> lines = new TreeMap<>();
    private final Map<Integer, ChildProcess> processes = new TreeMap<>();
    private final Admin admin;

    private TestCluster() {
        try {
            folder = Files.createTempDirectory("test-cluster");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        nodes().forEach(node -> {
            Map<String, TcpProxy> ofNode = new TreeMap<>();
            // To nowhere until the broker has said where it listens.
            PROTOCOLS.keySet().forEach(listener -> ofNode.put(listener, TcpProxy.to(1)));
            lines.put(node, ofNode);
        });
        nodes().forEach(this::launch);
        nodes().forEach(this::awaitUp);
        admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, openServers()));
        awaitWhole();
    }

    /** Starts one; all brokers are there when it returns. */
    public static TestCluster start() {
        return new TestCluster();
    }

    private static List<Integer> nodes() {
        return IntStream.rangeClosed(1, SIZE).boxed().toList();
    }

    /** Where clients connect. */
    public String bootstrapServers() {
        return addresses(CLIENTS);
    }

    /** Where everybody connects without a login, by lines that nobody cuts, and may do everything. */
    public String openServers() {
        return addresses(TestBroker.OPEN);
    }

    /** What a client needs to be a user. */
    public static Map<String, String> properties(String user) {
        return Map.of(
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\" password=\"%s\";"
                        .formatted(user, PASSWORD));
    }

    /** A client for administration that may do everything and whose lines are never cut, shared: tests do not close it. */
    public Admin admin() {
        return admin;
    }

    /** The lines between clients and brokers. */
    public List<TcpProxy> clientLines() {
        return lines.values().stream().map(ofNode -> line(ofNode, CLIENTS)).toList();
    }

    /** Which broker leads a partition. */
    public int leader(String topic, int partition) {
        TopicDescription found = Objects.requireNonNull(
                await(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic));
        return found.partitions().get(partition).leader().id();
    }

    /** Which broker is the active controller. */
    public int controller() {
        return await(admin.describeMetadataQuorum().quorumInfo()).leaderId();
    }

    /** Kills a broker, as nobody can expect. */
    public void kill(int node) {
        process(node).sigkill();
    }

    /** Whether a broker's process runs. */
    public boolean isAlive(int node) {
        return process(node).isAlive();
    }

    /** Starts a broker that was killed, with its data; returns when all brokers are there and have all copies. */
    public void restart(int node) {
        process(node).close();
        launch(node);
        awaitUp(node);
        awaitWhole();
    }

    /** Heals all lines, and starts every broker that is dead. */
    public void mend() {
        clientLines().forEach(TcpProxy::heal);
        nodes().stream().filter(node -> !isAlive(node)).forEach(this::restart);
    }

    /** Adds ACLs. */
    public void allow(List<AclBinding> acls) {
        await(admin.createAcls(acls).all());
        Wait.until("the ACLs", BOUND, () -> acls().containsAll(acls));
    }

    /** Takes ACLs away. */
    public void forbid(List<AclBinding> acls) {
        await(admin.deleteAcls(acls.stream().map(AclBinding::toFilter).toList()).all());
        Wait.until("the end of the ACLs", BOUND, () -> acls().stream().noneMatch(acls::contains));
    }

    private List<AclBinding> acls() {
        return List.copyOf(await(admin.describeAcls(AclBindingFilter.ANY).values()));
    }

    private void launch(int node) {
        Path settings = folder.resolve("broker-" + node + ".properties");
        Properties properties = new Properties();
        properties.putAll(settings(node));
        try (Writer writer = Files.newBufferedWriter(settings)) {
            properties.store(writer, null);
            Files.createDirectories(folder.resolve("data-" + node));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ChildProcess process = JavaCommand.of(
                        ClusterNode.class,
                        folder,
                        folder.resolve("data-" + node).toString(),
                        settings.toString())
                .jvm("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto")
                .start();
        processes.put(node, process);
        process.awaitOutput("}\n", BOUND);
        Matcher listener = LISTENER.matcher(process.stdout());
        while (listener.find()) {
            line(line(node), listener.group(1)).lead(Integer.parseInt(listener.group(2)));
        }
    }

    private void awaitUp(int node) {
        process(node).awaitOutput("\n" + ClusterNode.UP + "\n", BOUND);
    }

    /** Waits until all brokers are there and every partition has all its copies. */
    private void awaitWhole() {
        Wait.until(
                "all brokers",
                BOUND,
                () -> await(admin.describeCluster().nodes()).size() == SIZE);
        Wait.until("all copies", BOUND, () -> {
            var topics = await(admin.listTopics().names());
            return await(admin.describeTopics(topics).allTopicNames()).values().stream()
                    .flatMap(topic -> topic.partitions().stream())
                    .allMatch(partition ->
                            partition.isr().size() == partition.replicas().size());
        });
    }

    private Map<String, String> settings(int node) {
        Map<String, String> settings = new HashMap<>(CLUSTER);
        settings.put("node.id", Integer.toString(node));
        settings.put("cluster", cluster);
        line(node).forEach((listener, line) -> settings.put(listener, line.address()));
        settings.put(
                "controller.quorum.voters",
                nodes().stream()
                        .map(each -> each + "@"
                                + line(line(each), TestBroker.CONTROLLER).address())
                        .collect(Collectors.joining(",")));
        settings.put(
                "listener.name.clients.plain.sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required "
                        + Stream.of(LOADER, LIMITED)
                                .map(user -> "user_%s=\"%s\"".formatted(user, PASSWORD))
                                .collect(Collectors.joining(" "))
                        + ";");
        return settings;
    }

    /** A broker that is gone is missed after three seconds. Leaders stay where they are found, until one is gone. */
    private static final Map<String, String> CLUSTER = Map.ofEntries(
            Map.entry("broker.session.timeout.ms", "3000"),
            Map.entry("broker.heartbeat.interval.ms", "500"),
            Map.entry("auto.leader.rebalance.enable", "false"),
            Map.entry("default.replication.factor", "3"),
            Map.entry("min.insync.replicas", "2"),
            Map.entry("offsets.topic.replication.factor", "3"),
            Map.entry("transaction.state.log.replication.factor", "3"),
            Map.entry("transaction.state.log.min.isr", "2"),
            Map.entry("replica.lag.time.max.ms", "5000"),
            Map.entry("sasl.enabled.mechanisms", "PLAIN"),
            Map.entry("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer"),
            Map.entry("super.users", "User:ANONYMOUS;User:" + LOADER));

    private String addresses(String listener) {
        return lines.values().stream()
                .map(ofNode -> line(ofNode, listener).address())
                .collect(Collectors.joining(","));
    }

    private Map<String, TcpProxy> line(int node) {
        return Objects.requireNonNull(lines.get(node));
    }

    private static TcpProxy line(Map<String, TcpProxy> ofNode, String listener) {
        return Objects.requireNonNull(ofNode.get(listener), listener);
    }

    private ChildProcess process(int node) {
        return Objects.requireNonNull(processes.get(node));
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
        processes.values().forEach(ChildProcess::close);
        lines.values().forEach(ofNode -> ofNode.values().forEach(TcpProxy::close));
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
