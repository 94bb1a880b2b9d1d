package com.skyflow.loader.uploader.replay;

import com.skyflow.loader.common.deadletter.DeadLetter;
import com.skyflow.loader.common.deadletter.DeadLetters;
import com.skyflow.loader.common.ledger.Calls;
import com.skyflow.loader.common.ledger.Events;
import com.skyflow.loader.common.ledger.Outcome;
import com.skyflow.loader.common.row.RowKey;
import com.skyflow.loader.common.topic.Topics;
import com.skyflow.loader.common.vault.VaultName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The dead letters that are closed in one transaction, few enough to be written long before it times out. */
final class Chunk {
    static final int MAX_ROWS = 500;
    private static final int MAX_BYTES = 4 << 20;
    private static final String INSTANCE = "dead-letters";

    private final Topics topics;
    private final VaultName vault;
    private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    private final Map<String, Map<Fate, Long>> byRun = new LinkedHashMap<>();
    private int rows;
    private long bytes;

    Chunk(Topics topics, VaultName vault) {
        this.topics = topics;
        this.vault = vault;
    }

    /** @param row the row as it is published again, if it is */
    void add(ConsumerRecord<byte[], byte[]> record, byte[] row, DeadLetter letter, Fate fate) {
        switch (fate) {
            case REPLAYED -> records.add(DeadLetters.replay(topics.rows(vault), record, row, letter));
            case PARKED -> records.add(DeadLetters.copy(topics.parked(vault), record));
            case PURGED -> {}
            case NO_PAIR, UNKNOWN_RUN, ABANDONED, ELSEWHERE ->
                throw new IllegalArgumentException("a dead letter that stays open: " + fate);
        }
        records.add(DeadLetters.tombstone(record));
        byRun.computeIfAbsent(
                        RowKey.parse(record.key()).map(RowKey::run).orElse(RowKey.UNKNOWN_RUN),
                        run -> new EnumMap<>(Fate.class))
                .merge(fate, 1L, Long::sum);
        rows++;
        bytes += Math.max(row.length, record.value().length);
    }

    boolean isEmpty() {
        return rows == 0;
    }

    boolean isFull() {
        return rows >= MAX_ROWS || bytes >= MAX_BYTES;
    }

    /** The copies and tombstones, and behind them an outcome for each run; the next chunk begins. */
    List<ProducerRecord<byte[], byte[]>> take(Instant now) {
        List<ProducerRecord<byte[], byte[]>> taken = new ArrayList<>(records);
        byRun.forEach((run, fates) -> taken.add(Events.record(topics.outcomes(), outcome(run, fates, now))));
        records.clear();
        byRun.clear();
        rows = 0;
        bytes = 0;
        return taken;
    }

    private Outcome outcome(String run, Map<Fate, Long> fates, Instant now) {
        return new Outcome(
                run,
                vault,
                0,
                Map.of(),
                0,
                fates.getOrDefault(Fate.REPLAYED, 0L),
                fates.getOrDefault(Fate.PARKED, 0L),
                fates.getOrDefault(Fate.PURGED, 0L),
                Calls.NONE,
                INSTANCE,
                now);
    }
}
