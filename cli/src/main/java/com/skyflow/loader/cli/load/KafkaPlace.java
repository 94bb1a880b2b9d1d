package com.skyflow.loader.cli.load;

import com.skyflow.loader.cli.Termination;
import com.skyflow.loader.common.config.KafkaConfig;
import com.skyflow.loader.common.failure.LoaderException;
import com.skyflow.loader.common.kafka.KafkaClients;
import com.skyflow.loader.common.kafka.KafkaReach;
import com.skyflow.loader.common.kafka.KafkaSettings;
import com.skyflow.loader.common.kafka.SecretReferences;
import com.skyflow.loader.local.broker.LocalBroker;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The Kafka that a command works with: the configured cluster, or the embedded broker of the folder it is called in. */
public final class KafkaPlace implements AutoCloseable {
    private final KafkaClients clients;
    private final Optional<LocalBroker> broker;

    private KafkaPlace(KafkaClients clients, Optional<LocalBroker> broker) {
        this.clients = clients;
        this.broker = broker;
    }

    /**
     * Uses the cluster, or starts or joins the folder's broker.
     *
     * @throws com.skyflow.loader.common.failure.LoaderException if the broker cannot be started, or
     *     Kafka does not answer or refuses this client
     */
    public static KafkaPlace open(KafkaConfig config, Path folder) {
        Optional<LocalBroker> broker =
                config.bootstrapServers().isPresent() ? Optional.empty() : Optional.of(LocalBroker.open(folder));
        String servers = config.bootstrapServers()
                .orElseGet(() -> broker.map(LocalBroker::bootstrapServers).orElseThrow());
        Map<String, String> properties =
                new HashMap<>(new SecretReferences(System.getenv(), folder).resolve(config.properties()));
        broker.ifPresent(local -> properties.putAll(local.access()));
        KafkaSettings settings = new KafkaSettings(
                servers,
                config.topics(),
                config.partitions(),
                config.replication().orElse(0),
                config.groupProtocol(),
                properties);
        KafkaPlace place = new KafkaPlace(new KafkaClients(settings), broker);
        if (broker.isEmpty()) {
            place.ensureItAnswers();
        }
        return place;
    }

    private void ensureItAnswers() {
        try {
            int ignored = new KafkaReach(clients).brokers();
        } catch (LoaderException e) {
            close();
            throw e;
        }
    }

    public KafkaClients clients() {
        return clients;
    }

    /** Leaves the broker; where this process runs it, waits until the others have left, or, if told to end, hands it over. */
    @Override
    public void close() {
        clients.close();
        broker.ifPresent(local -> {
            try (Termination.Registration ignored = Termination.onRequest(local::handOver)) {
                local.close();
            }
        });
    }
}
