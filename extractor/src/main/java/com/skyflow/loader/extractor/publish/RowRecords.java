package com.skyflow.loader.extractor.publish;

import com.skyflow.loader.common.deadletter.DeadLetter;
import com.skyflow.loader.common.deadletter.DeadLetter.FromSource;
import com.skyflow.loader.common.deadletter.DeadLetters;
import com.skyflow.loader.common.deadletter.Reason;
import com.skyflow.loader.common.row.RunKeys;
import com.skyflow.loader.common.topic.Topics;
import com.skyflow.loader.common.vault.VaultName;
import com.skyflow.loader.extractor.source.SourceRow;
import java.time.Clock;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The rows of one vault and run as records. */
final class RowRecords {
    /** Rows in a row that share a partition: enough to compress well, few enough to spread a small load over all partitions. */
    private static final int STRIPE = 100;

    private final RunKeys keys;
    private final String rows;
    private final String deadLetters;
    private final int partitions;
    private final Clock clock;

    RowRecords(Topics topics, VaultName vault, String run, int partitions, Clock clock) {
        this.keys = new RunKeys(run);
        this.rows = topics.rows(vault);
        this.deadLetters = topics.deadLetters(vault);
        this.partitions = partitions;
        this.clock = clock;
    }

    /** A row for the vault's topic, with the bytes that {@link com.skyflow.loader.common.row.PairCodec} makes of its pair. */
    ProducerRecord<byte[], byte[]> row(long number, byte[] value) {
        return new ProducerRecord<>(rows, partition(number), keys.of(number), value);
    }

    /** An invalid row for the dead-letter topic. */
    ProducerRecord<byte[], byte[]> deadLetter(SourceRow.Invalid row) {
        return DeadLetters.record(
                deadLetters, keys.of(row.number()), DeadLetters.body(row.value(), row.token()), letter(row));
    }

    /** By the row's number alone: a value, and be it its hash, must not be told by the place of its row. */
    private int partition(long row) {
        return (int) ((row - 1) / STRIPE % partitions);
    }

    private DeadLetter letter(SourceRow.Invalid row) {
        Instant now = clock.instant();
        return new DeadLetter(
                Reason.INVALID_ROW,
                row.problem(),
                null,
                null,
                0,
                now,
                now,
                new FromSource(rows, partition(row.number()), row.origin(), row.number()),
                0);
    }
}
