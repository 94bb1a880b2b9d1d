package com.skyflow.loader.common.ledger;

import com.skyflow.loader.common.kafka.KafkaClients;
import com.skyflow.loader.common.kafka.TopicReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/** The latest checkpoint of every run and vault, as far as {@code byot.runs} has been read. Owned by one thread. */
public final class RunLog implements AutoCloseable {
    private final TopicReader reader;
    private final Map<LedgerKey, Checkpoint> checkpoints = new HashMap<>();

    public RunLog(KafkaClients clients) {
        String topic = clients.settings().topics().runs();
        reader = TopicReader.fromBeginning(clients, List.of(new TopicPartition(topic, 0)));
    }

    /** Reads every checkpoint that has been committed. */
    public void readToEnd() {
        reader.readToEnd(record -> put(Events.checkpoint(record)));
    }

    /** Takes in what has come since, without waiting. */
    public void readOn() {
        reader.readOn(record -> put(Events.checkpoint(record)));
    }

    /** The latest checkpoint of a vault in a run. */
    public Optional<Checkpoint> latest(LedgerKey key) {
        return Optional.ofNullable(checkpoints.get(key));
    }

    private void put(Checkpoint checkpoint) {
        checkpoints.put(checkpoint.key(), checkpoint);
    }

    @Override
    public void close() {
        reader.close();
    }
}
