package com.skyflow.loader.extractor.csv;

import com.skyflow.loader.common.ledger.Checkpoint.Repeats;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/**
 * Counts values that came before, in bounded memory: exactly while there are few different ones, beyond that by an estimate of
 * how many different ones there are. It keeps hashes under a key that only this process knows, never values.
 */
final class RepeatCounter {
    /** Different values that are counted exactly: a little less than fit into a table of 16 MB. */
    static final int MAX_EXACT = 1_000_000;

    private final long key = new SecureRandom().nextLong();
    private LongSet seen = new LongSet();
    private @Nullable HyperLogLog estimate;
    private long rows;

    void add(Cell value) {
        rows++;
        long hash = value.hash(key);
        if (estimate != null) {
            estimate.add(hash);
            return;
        }
        seen.add(hash);
        if (seen.isLargerThan(MAX_EXACT)) {
            estimate = new HyperLogLog();
            seen.forEach(estimate::add);
            seen = new LongSet();
        }
    }

    Repeats repeats() {
        return estimate == null
                ? new Repeats(rows - seen.size(), true)
                : new Repeats(Math.max(0, rows - estimate.estimate()), false);
    }
}
