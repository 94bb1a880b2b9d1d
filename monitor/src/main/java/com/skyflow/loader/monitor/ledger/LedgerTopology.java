package com.skyflow.loader.monitor.ledger;

import com.skyflow.loader.common.ledger.Posting;
import com.skyflow.loader.common.topic.Topics;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * {@code byot.runs} and {@code byot.outcomes} summed up to {@code byot.ledger}, an account for each run and vault. All three have one
 * partition, so that there is one task, whose store every later owner reads back from its changelog.
 */
final class LedgerTopology {
    static final String STORE = "accounts";

    private LedgerTopology() {}

    static Topology of(Topics topics) {
        StreamsBuilder builder = new StreamsBuilder();
        builder.addStateStore(store());
        builder.stream(
                        List.of(topics.runs(), topics.outcomes()),
                        Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("events"))
                .process(() -> new Accountant(topics), Named.as("accountant"), STORE)
                .to(
                        topics.ledger(),
                        Produced.with(Serdes.String(), new PostingSerde()).withName("ledger"));
        return builder.build();
    }

    private static StoreBuilder<KeyValueStore<String, Posting>> store() {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(STORE), Serdes.String(), new PostingSerde())
                .withLoggingEnabled(Map.of())
                // What is posted between two commits goes to the changelog once.
                .withCachingEnabled();
    }
}
