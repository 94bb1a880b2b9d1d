package com.skyflow.loader.cli.verify;

import com.skyflow.loader.common.deadletter.DeadLetterFilter;
import com.skyflow.loader.common.deadletter.DeadLetters;
import com.skyflow.loader.common.deadletter.OpenDeadLetters;
import com.skyflow.loader.common.deadletter.Reason;
import com.skyflow.loader.common.kafka.KafkaClients;
import com.skyflow.loader.common.ledger.LedgerKey;
import com.skyflow.loader.common.row.RowKey;
import com.skyflow.loader.common.topic.Topics;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/** The rows of a run that need not be in its vault: dead letters that are open or parked. Eight bytes each. */
final class GivenUp {
    private final long[] rows;
    private final long open;
    private final long maybeThere;

    private GivenUp(long[] rows, long open, long maybeThere) {
        this.rows = rows;
        this.open = open;
        this.maybeThere = maybeThere;
    }

    /** Finds them in the topics. */
    static GivenUp find(KafkaClients clients, LedgerKey run) {
        Topics topics = clients.settings().topics();
        LongStream.Builder rows = LongStream.builder();
        AtomicLong maybeThere = new AtomicLong();
        long open = 0;
        for (String topic : new String[] {topics.deadLetters(run.vault()), topics.parked(run.vault())}) {
            OpenDeadLetters found = OpenDeadLetters.find(clients, topic, DeadLetterFilter.ofRun(run.run()));
            open = topic.equals(topics.deadLetters(run.vault())) ? found.count() : open;
            found.forEach(record -> {
                RowKey.parse(record.key()).map(RowKey::row).ifPresent(rows::add);
                if (DeadLetters.parse(record).reason() == Reason.EXHAUSTED) {
                    maybeThere.incrementAndGet();
                }
            });
        }
        return new GivenUp(rows.build().sorted().toArray(), open, maybeThere.get());
    }

    boolean contains(long row) {
        return Arrays.binarySearch(rows, row) >= 0;
    }

    /** Those that are open. */
    long open() {
        return open;
    }

    /** Those that were put aside. */
    long parked() {
        return rows.length - open;
    }

    /** Those whose last answer was lost, so that the vault may have stored them all the same. */
    long maybeThere() {
        return maybeThere;
    }
}
