package com.skyflow.loader.local.broker;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The settings of the embedded broker: one node, small, quiet, and quick to come back. */
final class BrokerSettings {
    static final int NODE_ID = 1;

    private static final long SEGMENT_BYTES = 16L << 20;

    private BrokerSettings() {}

    static Map<String, String> of(Path data, int clientPort, int controllerPort, ClientAccess access) {
        String clients = Listeners.CLIENTS + "://" + Listeners.HOST + ":" + clientPort;
        String controller = Listeners.CONTROLLER + "://" + Listeners.HOST + ":" + controllerPort;
        Map<String, String> settings = new HashMap<>();
        settings.putAll(Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                "" + NODE_ID,
                "log.dirs",
                data.toString(),
                "listeners",
                clients + "," + controller,
                "advertised.listeners",
                clients,
                "listener.security.protocol.map",
                Listeners.CLIENTS + ":SASL_PLAINTEXT," + Listeners.CONTROLLER + ":SASL_PLAINTEXT",
                "inter.broker.listener.name",
                Listeners.CLIENTS,
                "controller.listener.names",
                Listeners.CONTROLLER,
                "controller.quorum.voters",
                NODE_ID + "@" + Listeners.HOST + ":" + controllerPort));
        settings.putAll(LOGIN);
        for (String listener : List.of(Listeners.CLIENTS, Listeners.CONTROLLER)) {
            settings.putAll(login(listener, access));
        }
        settings.putAll(RESTART);
        settings.putAll(ONE_NODE);
        settings.putAll(STORAGE);
        settings.putAll(GROUPS);
        settings.putAll(SIZE);
        return settings;
    }

    private static Map<String, String> login(String listener, ClientAccess access) {
        String prefix = ("listener.name." + listener + '.' + ClientAccess.MECHANISM + '.').toLowerCase(Locale.ROOT);
        return Map.of(
                prefix + "sasl.jaas.config",
                access.login(),
                prefix + "sasl.server.callback.handler.class",
                SecretVerifier.class.getName());
    }

    private static final Map<String, String> LOGIN = Map.of(
            "sasl.enabled.mechanisms", ClientAccess.MECHANISM,
            "sasl.mechanism.inter.broker.protocol", ClientAccess.MECHANISM,
            "sasl.mechanism.controller.protocol", ClientAccess.MECHANISM);

    /** After a kill the controller keeps the dead broker registered for its session; only then the new one may enter. */
    private static final Map<String, String> RESTART = Map.of(
            "broker.session.timeout.ms", "2000",
            "broker.heartbeat.interval.ms", "500",
            "num.recovery.threads.per.data.dir", "4",
            "server.max.startup.time.ms", "180000",
            "controller.quorum.append.linger.ms", "0");

    private static final Map<String, String> ONE_NODE = Map.of(
            "default.replication.factor", "1",
            "min.insync.replicas", "1",
            "offsets.topic.replication.factor", "1",
            "offsets.topic.num.partitions", "4",
            "transaction.state.log.replication.factor", "1",
            "transaction.state.log.min.isr", "1",
            "transaction.state.log.num.partitions", "4",
            "share.coordinator.state.topic.replication.factor", "1",
            "share.coordinator.state.topic.min.isr", "1",
            "share.coordinator.state.topic.num.partitions", "1");

    /**
     * Nothing expires by age, committed offsets included: a load may rest for weeks. Small segments, so that rows that were
     * uploaded leave the disk soon and a restart after a kill has little to check.
     */
    private static final Map<String, String> STORAGE = Map.of(
            "auto.create.topics.enable", "false",
            "log.retention.ms", "-1",
            "log.retention.bytes", "-1",
            "log.segment.bytes", "" + SEGMENT_BYTES,
            "offsets.topic.segment.bytes", "" + SEGMENT_BYTES,
            "transaction.state.log.segment.bytes", "" + SEGMENT_BYTES,
            "log.index.size.max.bytes", "131072",
            "log.retention.check.interval.ms", "15000",
            "log.segment.delete.delay.ms", "1000",
            "offsets.retention.minutes", "" + Integer.MAX_VALUE);

    /** A member that was killed is given up after ten seconds; a transaction, within a second of its timeout. */
    private static final Map<String, String> GROUPS = Map.of(
            "group.initial.rebalance.delay.ms", "0",
            "group.min.session.timeout.ms", "2000",
            "group.consumer.session.timeout.ms", "10000",
            "group.consumer.min.session.timeout.ms", "2000",
            "group.consumer.heartbeat.interval.ms", "2000",
            "group.consumer.min.heartbeat.interval.ms", "500",
            "transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");

    /** The defaults are for a server: the cleaner's buffer alone has 128 MB. */
    private static final Map<String, String> SIZE = Map.of(
            "num.network.threads", "2",
            "num.io.threads", "4",
            "background.threads", "2",
            "group.coordinator.threads", "1",
            "share.coordinator.threads", "1",
            "log.cleaner.threads", "1",
            "log.cleaner.dedupe.buffer.size", "8388608",
            "log.cleaner.io.buffer.size", "131072",
            "metadata.max.idle.interval.ms", "0",
            "metric.reporters", "");
}
