package com.skyflow.loader.uploader.send;

import java.util.concurrent.atomic.AtomicInteger;

/** How many records a batch may have: as set, or fewer where the vault found a request too large. Thread-safe. */
public final class BatchLimit {
    private final AtomicInteger records;

    /** @param records as set, at least 1 */
    public BatchLimit(int records) {
        this.records = new AtomicInteger(records);
    }

    /** Records of a full batch. */
    public int records() {
        return records.get();
    }

    void lowerTo(int fewer) {
        records.accumulateAndGet(Math.max(1, fewer), Math::min);
    }
}
