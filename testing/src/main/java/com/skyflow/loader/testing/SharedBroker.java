package com.skyflow.loader.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * The broker of all test classes in this JVM, in a temporary folder that goes with it: a cluster of one, as Kafka itself starts it,
 * open to every client of this machine.
 */
final class SharedBroker implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final int NODE = 1;

    private final Path folder;
    private final String address;
    private final KafkaRaftServer server;
    private final Admin admin;

    private SharedBroker(Path folder, String address, KafkaRaftServer server) {
        this.folder = folder;
        this.address = address;
        this.server = server;
        server.startup();
        admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, address));
    }

    static SharedBroker start() {
        // Sockets that are bound and never listen keep the ports until Kafka listens there.
        try (SocketChannel clients = reserve();
                SocketChannel controller = reserve()) {
            Path folder = Files.createTempDirectory("embedded-kafka");
            String address = HOST + ':' + clients.socket().getLocalPort();
            format(folder);
            KafkaConfig config = new KafkaConfig(
                    settings(folder, address, HOST + ':' + controller.socket().getLocalPort()), false);
            return new SharedBroker(folder, address, new KafkaRaftServer(config, Time.SYSTEM));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SocketChannel reserve() throws IOException {
        return SocketChannel.open()
                .setOption(StandardSocketOptions.SO_REUSEADDR, true)
                .bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0));
    }

    private static void format(Path folder) throws IOException {
        try {
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .setNodeId(NODE)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setControllerListenerName("CONTROLLER")
                    .setDirectories(List.of(folder.toString()))
                    .setMetadataLogDirectory(folder.toString())
                    .setHasDynamicQuorum(false)
                    .run();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("cannot format " + folder, e);
        }
    }

    private static Map<String, String> settings(Path folder, String clients, String controller) {
        Map<String, String> settings = new HashMap<>(SMALL);
        settings.putAll(Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                "" + NODE,
                "log.dirs",
                folder.toString(),
                "listeners",
                "CLIENTS://" + clients + ",CONTROLLER://" + controller,
                "advertised.listeners",
                "CLIENTS://" + clients,
                "listener.security.protocol.map",
                "CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "inter.broker.listener.name",
                "CLIENTS",
                "controller.listener.names",
                "CONTROLLER",
                "controller.quorum.voters",
                NODE + "@" + controller));
        return settings;
    }

    private static final Map<String, String> SMALL = Map.ofEntries(
            Map.entry("auto.create.topics.enable", "false"),
            Map.entry("offsets.topic.replication.factor", "1"),
            Map.entry("offsets.topic.num.partitions", "4"),
            Map.entry("transaction.state.log.replication.factor", "1"),
            Map.entry("transaction.state.log.min.isr", "1"),
            Map.entry("transaction.state.log.num.partitions", "4"),
            Map.entry("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000"),
            Map.entry("log.retention.ms", "-1"),
            Map.entry("log.retention.check.interval.ms", "15000"),
            Map.entry("log.index.size.max.bytes", "131072"),
            Map.entry("log.cleaner.dedupe.buffer.size", "8388608"),
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            Map.entry("group.min.session.timeout.ms", "2000"),
            Map.entry("group.consumer.session.timeout.ms", "10000"),
            Map.entry("group.consumer.min.session.timeout.ms", "2000"),
            Map.entry("group.consumer.heartbeat.interval.ms", "2000"),
            Map.entry("group.consumer.min.heartbeat.interval.ms", "500"));

    String bootstrapServers() {
        return address;
    }

    Admin admin() {
        return admin;
    }

    @Override
    public void close() throws IOException {
        admin.close();
        server.shutdown();
        server.awaitShutdown();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
