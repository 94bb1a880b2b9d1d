package com.skyflow.loader.monitor.ledger;

import com.skyflow.loader.common.kafka.KafkaClients;
import com.skyflow.loader.common.kafka.TopicReader;
import com.skyflow.loader.common.ledger.Events;
import com.skyflow.loader.common.ledger.LedgerKey;
import com.skyflow.loader.common.ledger.Posting;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** The accounts as they stand in {@code byot.ledger}, whoever writes them there. Owned by one thread. */
public final class LedgerTopic implements AutoCloseable {
    private final TopicReader reader;
    private final Map<LedgerKey, Posting> postings = new LinkedHashMap<>();

    public LedgerTopic(KafkaClients clients) {
        String topic = clients.settings().topics().ledger();
        reader = TopicReader.fromBeginning(clients, List.of(new TopicPartition(topic, 0)));
    }

    /** What has come since is taken in, without waiting. */
    public Map<LedgerKey, Posting> readOn() {
        reader.readOn(this::put);
        return Map.copyOf(postings);
    }

    /**
     * Everything that has been committed.
     *
     * @throws com.skyflow.loader.common.failure.LoaderException if Kafka does not answer, or a transaction stays open, for a minute
     */
    public Map<LedgerKey, Posting> readToEnd() {
        reader.readToEnd(this::put);
        return Map.copyOf(postings);
    }

    private void put(ConsumerRecord<byte[], byte[]> record) {
        postings.put(LedgerKey.parse(new String(record.key(), StandardCharsets.UTF_8)), Events.posting(record));
    }

    @Override
    public void close() {
        reader.close();
    }
}
