package com.skyflow.loader.common.kafka;

import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the Kafka clients of all parts, with the settings that their promises need. Thread-safe. */
public final class KafkaClients implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(KafkaClients.class);

    /** How long a transaction may stay open before the cluster aborts it: longer than any chunk or commit takes. */
    private static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(10);

    /** An offset out of range means that rows are gone: that has to stop the vault, not to skip them. */
    private static final Map<String, Object> READING = Map.of(
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "none",
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed",
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
            false);

    private final KafkaSettings settings;
    private volatile @Nullable ClientWatcher watcher;
    private GroupProtocol groupProtocol;
    private @Nullable Admin admin;

    public KafkaClients(KafkaSettings settings) {
        this.settings = settings;
        this.groupProtocol = settings.groupProtocol();
    }

    public KafkaSettings settings() {
        return settings;
    }

    /** Has somebody told of the clients for rows that are made from now on. */
    public void watch(ClientWatcher who) {
        watcher = who;
    }

    /** The client for topics, groups and offsets: one for all, closed with this. */
    public synchronized Admin admin() {
        if (admin == null) {
            admin = create(Admin::create, properties(Map.of(), Map.of()));
        }
        return admin;
    }

    /** A producer whose transactional id fences every earlier one of the same id. Values are kept together and compressed. */
    public Producer<byte[], byte[]> transactionalProducer(String transactionalId) {
        ByteArraySerializer bytes = new ByteArraySerializer();
        Producer<byte[], byte[]> producer = create(
                all -> new KafkaProducer<>(all, bytes, bytes),
                properties(
                        Map.of(
                                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                                (int) TRANSACTION_TIMEOUT.toMillis(),
                                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                                "lz4",
                                ProducerConfig.LINGER_MS_CONFIG,
                                20,
                                ProducerConfig.BATCH_SIZE_CONFIG,
                                256 * 1024,
                                ProducerConfig.BUFFER_MEMORY_CONFIG,
                                16L * 1024 * 1024,
                                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                                30_000),
                        Map.of(
                                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                                transactionalId,
                                ProducerConfig.ACKS_CONFIG,
                                "all")));
        ClientWatcher told = watcher;
        if (told != null) {
            told.made(producer);
        }
        return producer;
    }

    /** A producer for what nobody waits for: it keeps little, and neither waits long nor belongs to a transaction. */
    public Producer<byte[], byte[]> plainProducer() {
        ByteArraySerializer bytes = new ByteArraySerializer();
        return create(
                all -> new KafkaProducer<>(all, bytes, bytes),
                properties(
                        Map.of(
                                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                                "lz4",
                                ProducerConfig.BUFFER_MEMORY_CONFIG,
                                1024L * 1024,
                                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                                2_000),
                        Map.of(ProducerConfig.ACKS_CONFIG, "all")));
    }

    /**
     * Has every group consumer that is made from now on use {@link GroupProtocol#CLASSIC}, because the cluster has refused one of
     * the other kind. Only such a refusal tells: a broker that was set not to offer it says nothing of that among its features.
     */
    public synchronized void fallBackToClassic() {
        if (groupProtocol != GroupProtocol.CLASSIC) {
            groupProtocol = GroupProtocol.CLASSIC;
            log.atWarn()
                    .log(
                            "The cluster does not offer group.protocol=consumer, so that uploaders share partitions by classic. Set kafka.group_protocol to classic where that is meant");
        }
    }

    private synchronized GroupProtocol groupProtocol() {
        return groupProtocol;
    }

    /** A consumer that shares its topics with the others of its group. */
    public Consumer<byte[], byte[]> groupConsumer(String group, String clientId, int maxPollRecords) {
        Map<String, Object> defaults = new HashMap<>(Map.of(
                ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 8 * 1024 * 1024,
                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 512 * 1024,
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 200));
        GroupProtocol protocol = groupProtocol();
        if (protocol == GroupProtocol.CLASSIC) {
            // Under the other protocol these belong to the broker and are refused.
            defaults.putAll(Map.of(
                    ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName(),
                    ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000,
                    ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2_000));
        }
        Map<String, Object> ours = new HashMap<>(READING);
        ours.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        ours.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
        ours.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, protocol.text());
        ours.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, maxPollRecords);
        Map<String, Object> properties = properties(defaults, ours);
        settings.staticMember().ifPresent(member -> properties.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, member));
        Consumer<byte[], byte[]> consumer = reading(properties);
        ClientWatcher told = watcher;
        if (told != null) {
            told.made(consumer);
        }
        return consumer;
    }

    /** A consumer without a group, for reading what stands in a topic. */
    public Consumer<byte[], byte[]> reader() {
        return reading(properties(Map.of(), READING));
    }

    /** The same for whoever looks at single records: it fetches little more than these. */
    public Consumer<byte[], byte[]> peeker() {
        return reading(properties(Map.of(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 16 * 1024), READING));
    }

    private Consumer<byte[], byte[]> reading(Map<String, Object> properties) {
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        return create(all -> new KafkaConsumer<>(all, bytes, bytes), properties);
    }

    /**
     * The properties of a client, also for one that somebody else makes: what the settings give goes before the defaults of the
     * loader, and what its promises need before both. They hold credentials.
     */
    public Map<String, Object> properties(Map<String, Object> defaults, Map<String, Object> ours) {
        Map<String, Object> properties = new HashMap<>(defaults);
        properties.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
        properties.put("enable.metrics.push", false);
        properties.putAll(settings.properties());
        properties.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        properties.putAll(ours);
        return properties;
    }

    /** Closes the shared client; the others belong to those who asked for them. */
    @Override
    public synchronized void close() {
        if (admin != null) {
            admin.close(Duration.ofSeconds(5));
            admin = null;
        }
    }

    private <C> C create(Function<Map<String, Object>, C> constructor, Map<String, Object> properties) {
        try {
            return constructor.apply(properties);
        } catch (KafkaException e) {
            throw new LoaderException(
                    ExitCode.USAGE,
                    "Kafka at %s cannot be used: %s. Correct kafka.bootstrap_servers or kafka.properties."
                            .formatted(settings.bootstrapServers(), settings.withoutSecrets(rootMessage(e))),
                    e);
        }
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            root = cause;
        }
        return String.valueOf(root.getMessage());
    }
}
