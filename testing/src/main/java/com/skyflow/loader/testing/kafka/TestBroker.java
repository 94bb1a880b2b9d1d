package com.skyflow.loader.testing.kafka;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server;
import kafka.server.SharedServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.raft.QuorumConfig;
import org.apache.kafka.server.fault.LoggingFaultHandler;
import org.slf4j.LoggerFactory;

/**
 * A broker and its controller in this process: a cluster of one in a temporary folder that goes with it, or a member of a larger one. It
 * has a listener that is open to everybody, by which brokers and the test come, and others as they are asked for.
 */
public final class TestBroker implements AutoCloseable {
    static final String OPEN = "OPEN";
    static final String CONTROLLER = "CONTROLLER";

    private final Path folder;
    private final Map<String, ServerSocketChannel> sockets;
    private final BrokerServer broker;
    private final ControllerServer controller;
    private final Admin admin;

    private TestBroker(
            Path folder, Map<String, ServerSocketChannel> sockets, String cluster, Map<String, String> settings)
            throws Exception {
        this.folder = folder;
        this.sockets = sockets;
        Map<String, String> all = new HashMap<>(SMALL);
        all.put("log.dirs", folder.toString());
        all.putAll(settings);
        KafkaConfig config = new KafkaConfig(all, false);
        if (!Files.exists(folder.resolve("meta.properties"))) {
            format(folder, config.nodeId(), cluster);
        }
        var loaded = KafkaRaftServer.initializeLogDirs(config, LoggerFactory.getLogger(TestBroker.class), "");
        SharedServer shared = shared(config, loaded._1());
        controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), loaded._2());
        broker = new BrokerServer(shared);
        controller.startup();
        broker.startup();
        admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, openServers()));
    }

    /** Starts one with its open listener alone. */
    public static TestBroker start() {
        return start(Map.of(), Map.of());
    }

    /** Starts one with its open listener alone and further settings, which go before its own. */
    public static TestBroker start(Map<String, String> settings) {
        return start(Map.of(), settings);
    }

    /**
     * Starts one.
     *
     * @param listeners the security protocols of further listeners
     * @param settings further settings of the broker
     */
    static TestBroker start(Map<String, String> listeners, Map<String, String> settings) {
        Map<String, String> protocols = new TreeMap<>(listeners);
        protocols.put(OPEN, "PLAINTEXT");
        protocols.put(CONTROLLER, "PLAINTEXT");
        Map<String, ServerSocketChannel> sockets = bind(protocols.keySet());
        Map<String, String> addresses = addresses(sockets);
        Map<String, String> all = new HashMap<>(listening(protocols, addresses, addresses));
        all.put("controller.quorum.voters", "1@" + addresses.get(CONTROLLER));
        all.putAll(settings);
        try {
            return new TestBroker(
                    Files.createTempDirectory("test-kafka"),
                    sockets,
                    Uuid.randomUuid().toString(),
                    all);
        } catch (Exception e) {
            throw new AssertionError("the broker does not start", e);
        }
    }

    /**
     * Starts a member of a cluster, again where its folder has its data. Returns when the cluster has taken it in.
     *
     * @param sockets where its listeners listen
     * @param settings all that is different in this broker, its listeners included
     */
    static TestBroker start(
            Path folder, Map<String, ServerSocketChannel> sockets, String cluster, Map<String, String> settings)
            throws Exception {
        return new TestBroker(folder, sockets, cluster, settings);
    }

    /** What makes a broker listen in one place and say that it is in another. */
    static Map<String, String> listening(
            Map<String, String> protocols, Map<String, String> listeners, Map<String, String> advertised) {
        return Map.of(
                "listeners",
                urls(listeners),
                "advertised.listeners",
                urls(advertised),
                "listener.security.protocol.map",
                protocols.entrySet().stream()
                        .map(protocol -> protocol.getKey() + ':' + protocol.getValue())
                        .collect(Collectors.joining(",")));
    }

    private static String urls(Map<String, String> addresses) {
        return addresses.entrySet().stream()
                .map(listener -> listener.getKey() + "://" + listener.getValue())
                .collect(Collectors.joining(","));
    }

    private SharedServer shared(KafkaConfig config, MetaPropertiesEnsemble properties) {
        return new SharedServer(
                config,
                properties,
                Time.SYSTEM,
                Server.initializeMetrics(
                        config, Time.SYSTEM, properties.clusterId().orElseThrow()),
                CompletableFuture.completedFuture(
                        QuorumConfig.parseVoterConnections(config.quorumConfig().voters())),
                List.of(),
                (name, fatal, action) -> new LoggingFaultHandler(name, action),
                (listener, address, backlog, receiveBuffer) -> socket(listener));
    }

    private static void format(Path folder, int node, String cluster) throws Exception {
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setNodeId(node)
                .setClusterId(cluster)
                .setControllerListenerName(CONTROLLER)
                .setDirectories(List.of(folder.toString()))
                .setMetadataLogDirectory(folder.toString())
                .setHasDynamicQuorum(false)
                .run();
    }

    private static final Map<String, String> SMALL = Map.ofEntries(
            Map.entry("process.roles", "broker,controller"),
            Map.entry("node.id", "1"),
            Map.entry("inter.broker.listener.name", OPEN),
            Map.entry("controller.listener.names", CONTROLLER),
            Map.entry("auto.create.topics.enable", "false"),
            Map.entry("offsets.topic.replication.factor", "1"),
            Map.entry("offsets.topic.num.partitions", "4"),
            Map.entry("transaction.state.log.replication.factor", "1"),
            Map.entry("transaction.state.log.min.isr", "1"),
            Map.entry("transaction.state.log.num.partitions", "4"),
            Map.entry("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000"),
            Map.entry("share.coordinator.state.topic.replication.factor", "1"),
            Map.entry("share.coordinator.state.topic.min.isr", "1"),
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            Map.entry("group.min.session.timeout.ms", "2000"),
            Map.entry("group.consumer.session.timeout.ms", "10000"),
            Map.entry("group.consumer.min.session.timeout.ms", "2000"),
            Map.entry("group.consumer.heartbeat.interval.ms", "2000"),
            Map.entry("group.consumer.min.heartbeat.interval.ms", "500"),
            Map.entry("log.retention.check.interval.ms", "15000"),
            Map.entry("log.index.size.max.bytes", "131072"),
            Map.entry("log.cleaner.dedupe.buffer.size", "8388608"),
            Map.entry("num.network.threads", "2"),
            Map.entry("num.io.threads", "4"),
            Map.entry("metric.reporters", ""));

    /** Binds listeners before Kafka is configured, so that nobody else gets the ports in between. */
    static Map<String, ServerSocketChannel> bind(Set<String> listeners) {
        Map<String, ServerSocketChannel> sockets = new TreeMap<>();
        try {
            for (String listener : listeners) {
                ServerSocketChannel channel = ServerSocketChannel.open();
                channel.configureBlocking(false);
                sockets.put(
                        listener,
                        channel.bind(
                                new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 200));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sockets;
    }

    /** Where they listen, {@code host:port}. */
    static Map<String, String> addresses(Map<String, ServerSocketChannel> sockets) {
        Map<String, String> addresses = new TreeMap<>();
        sockets.forEach((listener, channel) ->
                addresses.put(listener, "127.0.0.1:" + channel.socket().getLocalPort()));
        return addresses;
    }

    private ServerSocketChannel socket(String listener) {
        return Objects.requireNonNull(sockets.get(listener), listener);
    }

    /** Where clients connect to a listener. */
    String address(String listener) {
        return Objects.requireNonNull(addresses(sockets).get(listener), listener);
    }

    /** Where everybody connects, without TLS or a login. */
    public String openServers() {
        return address(OPEN);
    }

    /** A client for administration, shared: tests do not close it. */
    public Admin admin() {
        return admin;
    }

    @Override
    public void close() throws IOException {
        admin.close();
        broker.shutdown(Duration.ofSeconds(10));
        controller.shutdown();
        broker.awaitShutdown();
        controller.awaitShutdown();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
