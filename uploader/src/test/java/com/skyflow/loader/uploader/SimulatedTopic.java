package com.skyflow.loader.uploader;

import com.skyflow.loader.common.ledger.Events;
import com.skyflow.loader.common.ledger.Outcome;
import com.skyflow.loader.common.row.Pair;
import com.skyflow.loader.common.row.PairCodec;
import com.skyflow.loader.common.row.RowKey;
import com.skyflow.loader.common.topic.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a simulation, what the vault holds of them, and what was committed. It fails the simulation at once when a commit goes
 * beyond a row that is neither in the vault nor a dead letter, or counts a row twice or not at all.
 */
final class SimulatedTopic {
    static final Topics TOPICS = new Topics("byot");
    static final String RUN = "run";

    private static final int PARTITIONS = 3;
    private static final int ROWS = 60;
    private static final int POISON = 23;
    /** Offsets that markers of transactions take. */
    private static final int MARKER = 7;

    private final Map<TopicPartition, NavigableMap<Long, ConsumerRecord<byte[], byte[]>>> rows = new HashMap<>();
    private final Map<TopicPartition, Long> committed = new HashMap<>();
    private final Map<Long, Integer> stored = new HashMap<>();
    private final Map<Long, Integer> excused = new HashMap<>();
    private final Set<Long> deadLetters = new HashSet<>();
    private long counted;

    SimulatedTopic() {
        long row = 0;
        for (int i = 0; i < PARTITIONS; i++) {
            TopicPartition partition = new TopicPartition(TOPICS.rows(Scenario.VAULT), i);
            NavigableMap<Long, ConsumerRecord<byte[], byte[]>> records = new TreeMap<>();
            for (long offset = 0; records.size() < ROWS; offset++) {
                if (offset % MARKER != MARKER - 1) {
                    row++;
                    records.put(offset, record(partition, offset, row));
                }
            }
            rows.put(partition, records);
        }
    }

    private static ConsumerRecord<byte[], byte[]> record(TopicPartition partition, long offset, long row) {
        return new ConsumerRecord<>(
                partition.topic(),
                partition.partition(),
                offset,
                new RowKey(RUN, row).toBytes(),
                PairCodec.encode(new Pair("person-" + row, "tok-" + row)));
    }

    List<TopicPartition> partitions() {
        return rows.keySet().stream()
                .sorted((a, b) -> Integer.compare(a.partition(), b.partition()))
                .toList();
    }

    /** The first records from an offset on. */
    List<ConsumerRecord<byte[], byte[]>> read(TopicPartition partition, long from, int most) {
        return of(partition).tailMap(from).values().stream().limit(most).toList();
    }

    /** Null if nothing was committed yet. */
    @Nullable Long committed(TopicPartition partition) {
        return committed.get(partition);
    }

    static boolean isPoison(ConsumerRecord<byte[], byte[]> row) {
        return number(row) % POISON == 0;
    }

    /** The vault takes rows. */
    void store(List<ConsumerRecord<byte[], byte[]>> taken) {
        taken.forEach(row -> stored.merge(number(row), 1, Integer::sum));
    }

    /** What the vault holds of these rows, or is about to be told, may be sent once more without blame. */
    void excuse(List<ConsumerRecord<byte[], byte[]>> sent) {
        sent.forEach(row -> excused.merge(number(row), 1, Integer::sum));
    }

    /** The same for all that is not committed of a partition. */
    void excuseUncommitted(TopicPartition partition) {
        excuse(of(partition).tailMap(committed.getOrDefault(partition, 0L)).values().stream()
                .filter(row -> stored.containsKey(number(row)))
                .toList());
    }

    void commit(List<ProducerRecord<byte[], byte[]>> records, Map<TopicPartition, OffsetAndMetadata> offsets) {
        for (ProducerRecord<byte[], byte[]> record : records) {
            if (record.topic().equals(TOPICS.outcomes())) {
                Outcome outcome =
                        Events.outcome(new ConsumerRecord<>(record.topic(), 0, 0, record.key(), record.value()));
                counted += outcome.uploaded()
                        + outcome.deadLettered().values().stream()
                                .mapToLong(Long::longValue)
                                .sum();
            } else {
                long row = RowKey.parse(record.key()).orElseThrow().row();
                ensure(deadLetters.add(row), "row " + row + " became a dead letter twice");
            }
        }
        offsets.forEach((partition, offset) -> commit(partition, offset.offset()));
        long behind = rows.keySet().stream()
                .mapToLong(partition -> of(partition)
                        .headMap(committed.getOrDefault(partition, 0L))
                        .size())
                .sum();
        ensure(counted == behind, counted + " rows are counted, but " + behind + " are committed");
    }

    private void commit(TopicPartition partition, long offset) {
        long before = committed.getOrDefault(partition, 0L);
        ensure(offset > before, "the commit of " + partition + " went back from " + before + " to " + offset);
        of(partition).subMap(before, offset).values().forEach(row -> {
            long number = number(row);
            ensure(
                    stored.containsKey(number) || deadLetters.contains(number),
                    "offset " + offset + " of " + partition + " was committed, but row " + number + " at "
                            + row.offset() + " is nowhere");
        });
        committed.put(partition, offset);
    }

    boolean isDone() {
        return rows.keySet().stream()
                .allMatch(partition ->
                        committed.getOrDefault(partition, 0L) > of(partition).lastKey());
    }

    /** At the end: no row is in the vault more often than something explains. */
    void ensureNoUnexplainedRepeat() {
        stored.forEach((row, times) -> ensure(
                times <= 1 + excused.getOrDefault(row, 0),
                "row " + row + " was stored " + times + " times, which nothing explains"));
    }

    /** Rows that are in the vault more than once. */
    long repeats() {
        return stored.values().stream().filter(times -> times > 1).count();
    }

    static void ensure(boolean holds, String violation) {
        if (!holds) {
            throw new Violation(violation);
        }
    }

    /** A promise that was broken. */
    static final class Violation extends RuntimeException {
        Violation(String what) {
            super(what);
        }
    }

    private static long number(ConsumerRecord<byte[], byte[]> row) {
        return RowKey.parse(row.key()).orElseThrow().row();
    }

    private NavigableMap<Long, ConsumerRecord<byte[], byte[]>> of(TopicPartition partition) {
        return Objects.requireNonNull(rows.get(partition));
    }

    /** How far each partition is committed. */
    List<String> standing() {
        List<String> lines = new ArrayList<>();
        partitions()
                .forEach(partition -> lines.add(partition + " committed " + committed.getOrDefault(partition, 0L)
                        + " of " + (of(partition).lastKey() + 1)));
        return lines;
    }
}
