package com.skyflow.loader.local.simulator.store;

/**
 * Finds the number of a record by the bytes of its key. Open addressing with linear probing; a slot is a long that holds
 * 32 bits of the key's hash and the record's number, so that growing reads no record. It is cut into segments that grow on
 * their own, so that growing never needs twice the memory nor holds up the others for long. Not thread-safe.
 */
final class HashIndex {
    /** What is found where nothing is. */
    static final int NONE = -1;

    /** So many that a segment stays below 512 KiB up to 25 million records: G1 rounds larger arrays up to whole regions. */
    private static final int SEGMENT_BITS = 10;

    private final Segment[] segments = new Segment[1 << SEGMENT_BITS];
    private final Keys keys;

    /** Tells whether a record has a key; asked when 32 bits of the hashes agree. */
    interface Keys {
        boolean match(int number, byte[] key, int from, int length);
    }

    HashIndex(Keys keys) {
        this.keys = keys;
        clear();
    }

    void clear() {
        for (int i = 0; i < segments.length; i++) {
            segments[i] = new Segment();
        }
    }

    /** The number of the record that has the key, or {@link #NONE}. */
    int find(long hash, byte[] key, int from, int length) {
        Segment segment = segment(hash);
        for (int slot = segment.first(hash); segment.slots[slot] != Segment.FREE; slot = segment.after(slot)) {
            if (segment.mayHold(slot, hash)) {
                int number = segment.number(slot);
                if (keys.match(number, key, from, length)) {
                    return number;
                }
            }
        }
        return NONE;
    }

    /** Adds a record whose key is not in the index. */
    void add(long hash, int number) {
        segment(hash).add(hash, number);
    }

    /** Makes {@code next} what is found instead of {@code number}. */
    void replace(long hash, int number, int next) {
        Segment segment = segment(hash);
        segment.slots[segment.slotOf(hash, number)] = Segment.entry(hash, next);
    }

    void remove(long hash, int number) {
        Segment segment = segment(hash);
        segment.slots[segment.slotOf(hash, number)] = Segment.REMOVED;
        segment.removed++;
    }

    long size() {
        long size = 0;
        for (Segment segment : segments) {
            size += segment.used - segment.removed;
        }
        return size;
    }

    private Segment segment(long hash) {
        return segments[(int) (hash >>> (64 - SEGMENT_BITS))];
    }

    private static final class Segment {
        static final long FREE = 0;
        static final long REMOVED = 0x8000_0000L;
        private static final long NUMBER = 0x7FFF_FFFFL;
        private static final long HASH = 0xFFFF_FFFFL << 32;

        private long[] slots = new long[16];
        private int used;
        private int removed;

        static long entry(long hash, int number) {
            return (hash << 32) | (number + 1L);
        }

        int first(long hash) {
            return (int) hash & (slots.length - 1);
        }

        int after(int slot) {
            return (slot + 1) & (slots.length - 1);
        }

        boolean mayHold(int slot, long hash) {
            return slots[slot] != REMOVED && (slots[slot] & HASH) == hash << 32;
        }

        int number(int slot) {
            return (int) (slots[slot] & NUMBER) - 1;
        }

        int slotOf(long hash, int number) {
            long wanted = entry(hash, number);
            int slot = first(hash);
            while (slots[slot] != wanted) {
                if (slots[slot] == FREE) {
                    throw new IllegalStateException("record " + number + " is not in the index");
                }
                slot = after(slot);
            }
            return slot;
        }

        void add(long hash, int number) {
            if (used >= slots.length - (slots.length >> 2)) {
                grow();
            }
            put(entry(hash, number));
        }

        private void grow() {
            long[] old = slots;
            slots = new long[used - removed > old.length / 2 ? old.length * 2 : old.length];
            used = 0;
            removed = 0;
            for (long slot : old) {
                if (slot != FREE && slot != REMOVED) {
                    put(slot);
                }
            }
        }

        private void put(long entry) {
            int slot = first(entry >>> 32);
            while (slots[slot] != FREE) {
                slot = after(slot);
            }
            slots[slot] = entry;
            used++;
        }
    }
}
