package com.skyflow.loader.uploader.health;

import java.util.BitSet;

/**
 * Tells rows that are wrong from settings that are wrong. While the vault has taken nothing, or when more than a share of its
 * latest rows were rejected, no single row is to blame. Thread-safe.
 */
public final class RejectionJudge {
    /** What the rejected rows say. */
    public enum Verdict {
        /** Too little has been seen: rejected rows are held back. */
        OPEN,
        /** The vault takes rows: rejected ones are dead letters. */
        ROWS,
        /** The settings are wrong: nothing more is given up. */
        SETTINGS
    }

    private final int window;
    private final double share;
    private final BitSet rejected;
    private long seen;
    private long accepted;
    private boolean complete;

    /**
     * @param window rows that are looked back at, at least 1
     * @param share share of them, in {@code [0, 1]}, above which the settings are blamed
     */
    public RejectionJudge(int window, double share) {
        this.window = window;
        this.share = share;
        this.rejected = new BitSet(window);
    }

    /** Counts rows that the vault took. */
    public synchronized void accepted(int rows) {
        for (int i = 0; i < Math.min(rows, window); i++) {
            rejected.clear((int) (seen++ % window));
        }
        accepted += rows;
    }

    /** Counts a row that the vault rejected alone. */
    public synchronized void rejected() {
        rejected.set((int) (seen++ % window));
    }

    /** Says that no more rows will come: a load smaller than the window ends in dead letters. */
    public synchronized void complete() {
        complete = true;
    }

    public synchronized Verdict verdict() {
        if (seen >= window && rejected.cardinality() > share * window) {
            return Verdict.SETTINGS;
        }
        return accepted > 0 || complete ? Verdict.ROWS : Verdict.OPEN;
    }

    /** Rows that were rejected, of how many were looked back at. */
    public synchronized String evidence() {
        return rejected.cardinality() + " of the last " + Math.min(seen, window) + " rows";
    }
}
