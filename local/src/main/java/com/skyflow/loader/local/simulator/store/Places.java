package com.skyflow.loader.local.simulator.store;

import java.util.ArrayList;
import java.util.List;

/** Where each record lies, by its number; {@link #DELETED} for one that is no more. Not thread-safe. */
final class Places {
    static final int DELETED = -1;

    private static final int CHUNK_BITS = 14;
    private static final int CHUNK = 1 << CHUNK_BITS;

    private final List<int[]> chunks = new ArrayList<>();
    private int count;

    /** How many records were numbered. */
    int count() {
        return count;
    }

    int of(int number) {
        return chunks.get(number >>> CHUNK_BITS)[number & (CHUNK - 1)];
    }

    boolean isLive(int number) {
        return number >= 0 && number < count && of(number) != DELETED;
    }

    void add(int place) {
        if (count >>> CHUNK_BITS == chunks.size()) {
            chunks.add(new int[CHUNK]);
        }
        set(count++, place);
    }

    void set(int number, int place) {
        chunks.get(number >>> CHUNK_BITS)[number & (CHUNK - 1)] = place;
    }

    void removeLast() {
        count--;
    }

    void clear() {
        chunks.clear();
        count = 0;
    }
}
