package com.skyflow.loader.common.ledger;

import com.skyflow.loader.common.kafka.KafkaClients;
import com.skyflow.loader.common.kafka.TopicPartitions;
import com.skyflow.loader.common.topic.Topics;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the ledger where there may not have been a load yet. Owned by one thread. */
public final class LedgerFinder implements AutoCloseable {
    private final KafkaClients clients;
    private @Nullable LedgerLog log;

    public LedgerFinder(KafkaClients clients) {
        this.clients = clients;
    }

    /**
     * The ledger, which is closed with this; empty until there is a load.
     *
     * @throws com.skyflow.loader.common.failure.LoaderException if Kafka does not answer
     */
    public Optional<LedgerLog> find() {
        Topics topics = clients.settings().topics();
        if (log == null
                && TopicPartitions.find(clients, List.of(topics.runs(), topics.outcomes()))
                                .size()
                        == 2) {
            log = new LedgerLog(clients);
        }
        return Optional.ofNullable(log);
    }

    @Override
    public void close() {
        if (log != null) {
            log.close();
        }
    }
}
