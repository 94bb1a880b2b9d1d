package com.skyflow.loader.testing.kafka;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
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
import java.util.concurrent.CompletableFuture;
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
 * A broker and its controller in this process, in a temporary folder that goes with it. Clients log in over TLS; the broker itself
 * and the test, who may do everything, come by listeners of their own.
 */
record GuardedBroker(
        Path folder,
        Map<String, ServerSocketChannel> sockets,
        Certificate certificate,
        BrokerServer broker,
        ControllerServer controller,
        Admin admin)
        implements AutoCloseable {
    private static final String CLIENTS = "CLIENTS";
    private static final String OPEN = "OPEN";
    private static final String CONTROLLER = "CONTROLLER";

    static GuardedBroker start() {
        try {
            Path folder = Files.createTempDirectory("guarded-kafka");
            Map<String, ServerSocketChannel> sockets = Map.of(CLIENTS, bind(), OPEN, bind(), CONTROLLER, bind());
            Certificate certificate = Certificate.make();
            format(folder);
            KafkaConfig config = new KafkaConfig(settings(folder, sockets, certificate), false);
            var loaded = KafkaRaftServer.initializeLogDirs(config, LoggerFactory.getLogger(GuardedBroker.class), "");
            SharedServer shared = shared(config, loaded._1(), sockets);
            ControllerServer controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), loaded._2());
            BrokerServer broker = new BrokerServer(shared);
            controller.startup();
            broker.startup();
            Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, address(sockets, OPEN)));
            return new GuardedBroker(folder, sockets, certificate, broker, controller, admin);
        } catch (Exception e) {
            throw new AssertionError("the broker does not start", e);
        }
    }

    private static SharedServer shared(
            KafkaConfig config, MetaPropertiesEnsemble properties, Map<String, ServerSocketChannel> sockets) {
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
                (listener, address, backlog, receiveBuffer) -> socket(sockets, listener));
    }

    private static void format(Path folder) throws Exception {
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setNodeId(1)
                .setClusterId(Uuid.randomUuid().toString())
                .setControllerListenerName(CONTROLLER)
                .setDirectories(List.of(folder.toString()))
                .setMetadataLogDirectory(folder.toString())
                .setHasDynamicQuorum(false)
                .run();
    }

    private static Map<String, String> settings(
            Path folder, Map<String, ServerSocketChannel> sockets, Certificate certificate) {
        String clients = CLIENTS + "://" + address(sockets, CLIENTS);
        String open = OPEN + "://" + address(sockets, OPEN);
        String controller = address(sockets, CONTROLLER);
        Map<String, String> settings = new HashMap<>(SMALL);
        settings.put("log.dirs", folder.toString());
        settings.put("listeners", clients + "," + open + "," + CONTROLLER + "://" + controller);
        settings.put("advertised.listeners", clients + "," + open);
        settings.put("controller.quorum.voters", "1@" + controller);
        String ofClients = "listener.name.clients.";
        settings.put(ofClients + "ssl.keystore.type", "PEM");
        settings.put(ofClients + "ssl.keystore.certificate.chain", certificate.certificate());
        settings.put(ofClients + "ssl.keystore.key", certificate.key());
        settings.put(ofClients + "sasl.enabled.mechanisms", "SCRAM-SHA-256");
        settings.put(
                ofClients + "scram-sha-256.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;");
        return settings;
    }

    private static final Map<String, String> SMALL = Map.ofEntries(
            Map.entry("process.roles", "broker,controller"),
            Map.entry("node.id", "1"),
            Map.entry("listener.security.protocol.map", "CLIENTS:SASL_SSL,OPEN:PLAINTEXT,CONTROLLER:PLAINTEXT"),
            Map.entry("inter.broker.listener.name", OPEN),
            Map.entry("controller.listener.names", CONTROLLER),
            Map.entry("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer"),
            Map.entry("super.users", "User:ANONYMOUS"),
            Map.entry("auto.create.topics.enable", "false"),
            Map.entry("offsets.topic.replication.factor", "1"),
            Map.entry("offsets.topic.num.partitions", "4"),
            Map.entry("transaction.state.log.replication.factor", "1"),
            Map.entry("transaction.state.log.min.isr", "1"),
            Map.entry("transaction.state.log.num.partitions", "4"),
            Map.entry("share.coordinator.state.topic.replication.factor", "1"),
            Map.entry("share.coordinator.state.topic.min.isr", "1"),
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            Map.entry("log.cleaner.dedupe.buffer.size", "8388608"),
            Map.entry("num.network.threads", "2"),
            Map.entry("num.io.threads", "4"),
            Map.entry("metric.reporters", ""));

    private static ServerSocketChannel bind() throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        channel.configureBlocking(false);
        return channel.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 200);
    }

    private static ServerSocketChannel socket(Map<String, ServerSocketChannel> sockets, String listener) {
        ServerSocketChannel socket = sockets.get(listener);
        if (socket == null) {
            throw new IllegalArgumentException(listener);
        }
        return socket;
    }

    private static String address(Map<String, ServerSocketChannel> sockets, String listener) {
        return "127.0.0.1:" + socket(sockets, listener).socket().getLocalPort();
    }

    String clients() {
        return address(sockets, CLIENTS);
    }

    String open() {
        return address(sockets, OPEN);
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
