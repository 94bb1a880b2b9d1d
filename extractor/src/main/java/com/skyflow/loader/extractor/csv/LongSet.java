package com.skyflow.loader.extractor.csv;

import java.util.function.LongConsumer;

/**
 * A set of evenly spread hashes: open addressing, at most half full. Hashes are put in by the batch, so that the processor
 * waits for many places of a large table at once and not for one after the other.
 */
final class LongSet {
    private final long[] batch = new long[128];
    private int batched;
    private long[] slots = new long[1 << 10];
    private int size;

    void add(long hash) {
        // An empty slot is 0, so 0 is taken for 1.
        batch[batched++] = hash == 0 ? 1 : hash;
        if (batched == batch.length) {
            putBatch();
        }
    }

    int size() {
        putBatch();
        return size;
    }

    /** Whether it holds more than so many, up to the current batch. */
    boolean isLargerThan(int limit) {
        return size > limit;
    }

    void forEach(LongConsumer action) {
        putBatch();
        forEachSlot(action);
    }

    private void putBatch() {
        for (int i = 0; i < batched; i++) {
            if (put(slots, batch[i]) && ++size > slots.length / 2) {
                grow();
            }
        }
        batched = 0;
    }

    private void grow() {
        long[] larger = new long[2 * slots.length];
        forEachSlot(hash -> put(larger, hash));
        slots = larger;
    }

    private void forEachSlot(LongConsumer action) {
        for (long hash : slots) {
            if (hash != 0) {
                action.accept(hash);
            }
        }
    }

    private static boolean put(long[] slots, long hash) {
        int mask = slots.length - 1;
        int slot = (int) hash & mask;
        while (slots[slot] != 0) {
            if (slots[slot] == hash) {
                return false;
            }
            slot = (slot + 1) & mask;
        }
        slots[slot] = hash;
        return true;
    }
}
