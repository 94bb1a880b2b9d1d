package com.skyflow.loader.extractor.csv;

import java.util.function.LongConsumer;

/** A set of evenly spread hashes: open addressing, at most half full. */
final class LongSet {
    private long[] slots = new long[1 << 10];
    private int size;

    int size() {
        return size;
    }

    void add(long hash) {
        // An empty slot is 0, so 0 is taken for 1.
        if (put(slots, hash == 0 ? 1 : hash) && ++size > slots.length / 2) {
            grow();
        }
    }

    void forEach(LongConsumer action) {
        for (long hash : slots) {
            if (hash != 0) {
                action.accept(hash);
            }
        }
    }

    private void grow() {
        long[] larger = new long[2 * slots.length];
        forEach(hash -> put(larger, hash));
        slots = larger;
    }

    private static boolean put(long[] slots, long hash) {
        int mask = slots.length - 1;
        int slot = (int) hash & mask;
        while (slots[slot] != 0) {
            if (slots[slot] == hash) {
                return false;
            }
            slot = slot + 1 & mask;
        }
        slots[slot] = hash;
        return true;
    }
}
