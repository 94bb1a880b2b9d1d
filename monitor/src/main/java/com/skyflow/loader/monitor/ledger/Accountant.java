package com.skyflow.loader.monitor.ledger;

import com.skyflow.loader.common.ledger.Events;
import com.skyflow.loader.common.ledger.LedgerKey;
import com.skyflow.loader.common.ledger.Outcome;
import com.skyflow.loader.common.ledger.Posting;
import com.skyflow.loader.common.topic.Topics;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Posts each event to its account. What has changed is passed on a few times a second, and everything once when it begins: whoever was
 * killed may have posted what it had not passed on. Owned by the stream's thread.
 */
final class Accountant implements Processor<byte[], byte[], String, Posting> {
    private static final Duration INTERVAL = Duration.ofMillis(200);

    private final Topics topics;
    private final Set<String> changed = new LinkedHashSet<>();
    private @Nullable ProcessorContext<String, Posting> context;
    private @Nullable KeyValueStore<String, Posting> accounts;

    Accountant(Topics topics) {
        this.topics = topics;
    }

    @Override
    public void init(ProcessorContext<String, Posting> context) {
        this.context = context;
        accounts = context.getStateStore(LedgerTopology.STORE);
        try (KeyValueIterator<String, Posting> all = accounts().all()) {
            while (all.hasNext()) {
                KeyValue<String, Posting> account = all.next();
                changed.add(account.key);
            }
        }
        context.schedule(INTERVAL, PunctuationType.WALL_CLOCK_TIME, this::passOn);
    }

    @Override
    public void process(Record<byte[], byte[]> event) {
        RecordMetadata place = context().recordMetadata().orElseThrow();
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>(place.topic(), place.partition(), place.offset(), event.key(), event.value());
        if (place.topic().equals(topics.runs())) {
            var checkpoint = Events.checkpoint(record);
            post(checkpoint.key(), posting(checkpoint.key()).with(checkpoint));
        } else {
            Outcome outcome = Events.outcome(record);
            post(outcome.key(), posting(outcome.key()).plus(outcome, place.offset()));
        }
    }

    private Posting posting(LedgerKey key) {
        return Optional.ofNullable(accounts().get(key.toString())).orElse(Posting.NONE);
    }

    private void post(LedgerKey key, Posting posting) {
        accounts().put(key.toString(), posting);
        changed.add(key.toString());
    }

    private void passOn(long now) {
        changed.forEach(key -> context().forward(new Record<>(key, accounts().get(key), now)));
        changed.clear();
    }

    private ProcessorContext<String, Posting> context() {
        return Objects.requireNonNull(context);
    }

    private KeyValueStore<String, Posting> accounts() {
        return Objects.requireNonNull(accounts);
    }
}
