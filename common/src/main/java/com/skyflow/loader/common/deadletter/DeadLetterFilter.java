package com.skyflow.loader.common.deadletter;

import com.skyflow.loader.common.row.RowKey;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Which dead letters are meant; an empty set or time means any.
 *
 * @param runs ids of runs
 * @param reasons why they were given up
 * @param statuses statuses of the vault's last answers
 * @param since given up at this time or later
 * @param until given up before this time
 * @param rows numbers of rows in their source
 */
public record DeadLetterFilter(
        Set<String> runs,
        Set<Reason> reasons,
        Set<Integer> statuses,
        Optional<Instant> since,
        Optional<Instant> until,
        Optional<Rows> rows)
        implements Predicate<ConsumerRecord<byte[], byte[]>> {
    public static final DeadLetterFilter ALL =
            new DeadLetterFilter(Set.of(), Set.of(), Set.of(), Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * Consecutive rows of a source.
     *
     * @param first number of the first, from 1
     * @param last number of the last, not before the first
     */
    public record Rows(long first, long last) {
        public Rows {
            if (first < 1 || last < first) {
                throw new IllegalArgumentException(first + "-" + last + " (expected: two numbers from 1 on, in order)");
            }
        }

        boolean contains(long row) {
            return first <= row && row <= last;
        }
    }

    public DeadLetterFilter {
        runs = Set.copyOf(runs);
        reasons = Set.copyOf(reasons);
        statuses = Set.copyOf(statuses);
    }

    /** All dead letters of one run. */
    public static DeadLetterFilter ofRun(String run) {
        return new DeadLetterFilter(
                Set.of(run), Set.of(), Set.of(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The dead letter of one row. */
    public static DeadLetterFilter ofRow(RowKey key) {
        return new DeadLetterFilter(
                Set.of(key.run()),
                Set.of(),
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new Rows(key.row(), key.row())));
    }

    /** Whether a record of a dead-letter topic, which is no tombstone, is one of these. */
    @Override
    public boolean test(ConsumerRecord<byte[], byte[]> record) {
        return isOfRow(RowKey.parse(record.key())) && isSuch(record);
    }

    private boolean isOfRow(Optional<RowKey> key) {
        String run = key.map(RowKey::run).orElse(RowKey.UNKNOWN_RUN);
        return (runs.isEmpty() || runs.contains(run))
                && rows.map(range ->
                                key.filter(named -> range.contains(named.row())).isPresent())
                        .orElse(true);
    }

    private boolean isSuch(ConsumerRecord<byte[], byte[]> record) {
        if (reasons.isEmpty() && statuses.isEmpty() && since.isEmpty() && until.isEmpty()) {
            return true;
        }
        DeadLetter letter = DeadLetters.parse(record);
        return (reasons.isEmpty() || reasons.contains(letter.reason()))
                && (statuses.isEmpty()
                        || letter.answered().filter(statuses::contains).isPresent())
                && since.map(from -> !letter.lastAt().isBefore(from)).orElse(true)
                && until.map(to -> letter.lastAt().isBefore(to)).orElse(true);
    }
}
