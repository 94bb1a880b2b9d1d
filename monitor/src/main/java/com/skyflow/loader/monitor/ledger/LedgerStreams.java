package com.skyflow.loader.monitor.ledger;

import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import com.skyflow.loader.common.kafka.KafkaClients;
import com.skyflow.loader.common.kafka.KafkaRefusal;
import com.skyflow.loader.common.kafka.TopicSetup;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.state.BuiltInDslStoreSuppliers;
import org.jspecify.annotations.Nullable;

/**
 * The ledger kept up to date: exactly once, in memory, read back from Kafka after a kill. Several take turns: one works, the others
 * stand by. Thread-safe.
 */
public final class LedgerStreams implements AutoCloseable {
    /** A member that was killed is given up after it: as short as brokers allow where nothing was set. */
    private static final int SESSION_MILLIS = 6_000;
    /** Until then the transaction of one that was killed hides what comes behind it. */
    private static final int TRANSACTION_MILLIS = 10_000;

    private static final long COMMIT_MILLIS = 500;
    private static final Duration CLOSING = Duration.ofSeconds(10);

    private final KafkaClients clients;
    private final KafkaStreams streams;
    private volatile @Nullable LoaderException failure;

    /**
     * Prepares it; nothing is summed up yet.
     *
     * @param state a folder of this process for Kafka Streams; nothing in it is needed
     * @throws LoaderException if the cluster refuses this client
     */
    public LedgerStreams(KafkaClients clients, Path state) {
        this.clients = clients;
        try {
            this.streams = new KafkaStreams(
                    LedgerTopology.of(clients.settings().topics()), new StreamsConfig(properties(clients, state)));
        } catch (KafkaException e) {
            throw refused(e);
        }
        streams.setUncaughtExceptionHandler(this::fail);
    }

    /**
     * Begins to sum up.
     *
     * @throws LoaderException if a topic is missing and cannot be made, or differs from what the loader needs
     */
    public void start() {
        new TopicSetup(clients).ensureLedger(LedgerTopology.STORE);
        try {
            streams.start();
        } catch (KafkaException e) {
            throw refused(e);
        }
    }

    private LoaderException refused(Throwable thrown) {
        return KafkaRefusal.end(
                clients.settings(),
                AclOperation.READ,
                thrown,
                "The ledger is no longer kept (%s). Start again to continue."
                        .formatted(thrown.getClass().getSimpleName()));
    }

    private static Properties properties(KafkaClients clients, Path state) {
        Properties properties = new Properties();
        properties.putAll(clients.properties(
                Map.of(
                        StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
                        SESSION_MILLIS,
                        StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
                        SESSION_MILLIS / 3,
                        StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
                        TRANSACTION_MILLIS,
                        StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                        COMMIT_MILLIS,
                        StreamsConfig.REPLICATION_FACTOR_CONFIG,
                        -1),
                Map.of(
                        StreamsConfig.APPLICATION_ID_CONFIG,
                        clients.settings().topics().ledgerApplication(),
                        StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
                        StreamsConfig.EXACTLY_ONCE_V2,
                        StreamsConfig.STATE_DIR_CONFIG,
                        state.toString(),
                        // Nothing is kept on disk, so that its native library need not be there.
                        StreamsConfig.DSL_STORE_SUPPLIERS_CLASS_CONFIG,
                        BuiltInDslStoreSuppliers.InMemoryDslStoreSuppliers.class)));
        return properties;
    }

    private StreamThreadExceptionResponse fail(Throwable thrown) {
        failure = find(thrown).orElseGet(() -> refused(thrown));
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    /** What an event that cannot be read says of itself. */
    private static Optional<LoaderException> find(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof LoaderException loader) {
                return Optional.of(loader);
            }
        }
        return Optional.empty();
    }

    /** Why it has ended by itself; empty if it has not. */
    public Optional<LoaderException> failure() {
        if (failure == null && streams.state() == State.ERROR) {
            return Optional.of(
                    new LoaderException(ExitCode.UNFINISHED, "The ledger is no longer kept. Start again to continue."));
        }
        return Optional.ofNullable(failure);
    }

    /** Whether it works or stands by, and does not just change from one to the other. */
    public boolean isRunning() {
        return streams.state() == State.RUNNING;
    }

    /** Leaves the group, so that another can take over at once. */
    @Override
    public void close() {
        boolean ignored = streams.close(
                CloseOptions.timeout(CLOSING).withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
    }
}
