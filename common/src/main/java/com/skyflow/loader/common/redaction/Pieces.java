package com.skyflow.loader.common.redaction;

/**
 * The pieces of six characters that a form holds, as a set of 64-bit hashes. Equal pieces have equal hashes, so that none is
 * overlooked; should two others share one, a piece too many is masked.
 */
final class Pieces {
    /** The length of a piece that must not be seen. */
    static final int LENGTH = 6;

    private static final long EMPTY = 0;

    private final Form form;
    private final long[] slots;
    private final boolean[] found;

    Pieces(Form form) {
        this.form = form;
        int capacity = Integer.highestOneBit(Math.max(1, form.length())) * 4;
        slots = new long[capacity];
        found = new boolean[capacity];
        for (int i = 0; i < count(form); i++) {
            long hash = hash(form, i);
            slots[slot(hash)] = hash;
        }
    }

    static int count(Form form) {
        return Math.max(0, form.length() - LENGTH + 1);
    }

    /** Notes which pieces the other form holds, too. */
    void lookFor(Form other) {
        for (int i = 0; i < count(other); i++) {
            int slot = slot(hash(other, i));
            found[slot] |= slots[slot] != EMPTY;
        }
    }

    /** Whether the piece that starts there was found elsewhere. */
    boolean isFound(int start) {
        return found[slot(hash(form, start))];
    }

    /** The slot that holds the hash, or the empty one where it would be. */
    private int slot(long hash) {
        int slot = (int) hash & (slots.length - 1);
        while (slots[slot] != EMPTY && slots[slot] != hash) {
            slot = (slot + 1) & (slots.length - 1);
        }
        return slot;
    }

    /** All of the first four units fit into 64 bits; the others are mixed in (Murmur3's finalizer). */
    private static long hash(Form form, int start) {
        long hash = 0;
        for (int i = start; i < start + LENGTH; i++) {
            hash = hash * 0x9E3779B97F4A7C15L + form.at(i) + 1;
        }
        hash = (hash ^ (hash >>> 33)) * 0xFF51AFD7ED558CCDL;
        hash = (hash ^ (hash >>> 33)) * 0xC4CEB9FE1A85EC53L;
        hash ^= hash >>> 33;
        return hash == EMPTY ? 1 : hash;
    }
}
