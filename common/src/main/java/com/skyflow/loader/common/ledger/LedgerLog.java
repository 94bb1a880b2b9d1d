package com.skyflow.loader.common.ledger;

import com.skyflow.loader.common.kafka.KafkaClients;
import com.skyflow.loader.common.kafka.TopicReader;
import com.skyflow.loader.common.topic.Topics;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/** The ledger as it stands in {@code byot.runs} and {@code byot.outcomes}. Owned by one thread. */
public final class LedgerLog implements AutoCloseable {
    private final TopicReader runs;
    private final TopicReader outcomes;
    private final Ledger ledger = new Ledger();

    public LedgerLog(KafkaClients clients) {
        Topics topics = clients.settings().topics();
        runs = TopicReader.fromBeginning(clients, List.of(new TopicPartition(topics.runs(), 0)));
        outcomes = TopicReader.fromBeginning(clients, List.of(new TopicPartition(topics.outcomes(), 0)));
    }

    /**
     * The ledger with everything that has been committed. Outcomes are read first: a row's checkpoint is committed before its
     * outcome, so that no sum runs ahead of the checkpoint that it is compared with.
     */
    public Ledger read() {
        outcomes.readToEnd(record -> ledger.apply(Events.outcome(record)));
        runs.readToEnd(record -> ledger.apply(Events.checkpoint(record)));
        return ledger;
    }

    @Override
    public void close() {
        runs.close();
        outcomes.close();
    }
}
