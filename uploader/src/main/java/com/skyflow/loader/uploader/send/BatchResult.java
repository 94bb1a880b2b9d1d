package com.skyflow.loader.uploader.send;

import com.skyflow.loader.common.ledger.Calls;
import com.skyflow.loader.uploader.batch.Batch;
import java.util.List;

/**
 * What became of a batch. If it was broken off, only its first rows are finished, and the counts speak of those alone.
 *
 * @param batch the batch
 * @param finished how many rows are finished, counted from the first
 * @param loaded how many of these are in the vault
 * @param discarded how many of these belong to a run that was given up
 * @param givenUp those of these that become dead letters
 * @param calls what the calls came to
 */
public record BatchResult(Batch batch, int finished, int loaded, int discarded, List<GivenUp> givenUp, Calls calls) {
    public BatchResult {
        givenUp = List.copyOf(givenUp);
        if (finished != loaded + discarded + givenUp.size()) {
            throw new IllegalArgumentException("finished %d rows (expected: %d loaded + %d discarded + %d given up)"
                    .formatted(finished, loaded, discarded, givenUp.size()));
        }
    }

    /** Whether every row is finished. */
    public boolean isWhole() {
        return finished == batch.size();
    }

    /** The offset to commit when these rows are finished. */
    public long nextOffset() {
        return isWhole()
                ? batch.records().getLast().offset() + 1
                : batch.records().get(finished).offset();
    }
}
