package com.skyflow.loader.uploader.send;

import com.skyflow.loader.common.ledger.Calls;
import com.skyflow.loader.uploader.batch.Batch;
import com.skyflow.loader.uploader.batch.BatchSpan;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What became of a batch. If it was broken off, only its first rows are finished, and the counts speak of those alone.
 *
 * @param batch the batch, without its records
 * @param finished how many rows are finished, counted from the first
 * @param unfinished the first row that is not; empty if all are
 * @param loaded how many of the finished ones are in the vault
 * @param discarded how many of these belong to a run that was given up
 * @param givenUp those of these that become dead letters
 * @param calls what the calls came to
 */
public record BatchResult(
        BatchSpan batch,
        int finished,
        Optional<ConsumerRecord<byte[], byte[]>> unfinished,
        int loaded,
        int discarded,
        List<GivenUp> givenUp,
        Calls calls) {
    public BatchResult {
        givenUp = List.copyOf(givenUp);
        if (finished != loaded + discarded + givenUp.size()) {
            throw new IllegalArgumentException("finished %d rows (expected: %d loaded + %d discarded + %d given up)"
                    .formatted(finished, loaded, discarded, givenUp.size()));
        }
    }

    /** What became of a batch of which the first rows are finished. */
    public static BatchResult of(
            Batch batch, int finished, int loaded, int discarded, List<GivenUp> givenUp, Calls calls) {
        Optional<ConsumerRecord<byte[], byte[]>> unfinished = finished == batch.size()
                ? Optional.empty()
                : Optional.of(batch.records().get(finished));
        return new BatchResult(batch.span(), finished, unfinished, loaded, discarded, givenUp, calls);
    }

    /** Whether every row is finished. */
    public boolean isWhole() {
        return unfinished.isEmpty();
    }

    /** The offset to commit when these rows are finished. */
    public long nextOffset() {
        return unfinished.map(ConsumerRecord::offset).orElse(batch.nextOffset());
    }

    @Override
    public String toString() {
        return "BatchResult[" + batch + ", " + finished + " finished]";
    }
}
