package com.skyflow.loader.local.simulator.store;

import java.util.BitSet;
import java.util.concurrent.locks.ReentrantLock;

/**
 * An exact comparison of a table with the pairs that it should hold, which are named one after the other. It keeps one bit
 * a record. Used by one thread, while the table may be in use by others.
 */
public final class LoadCheck {
    private final BitSet expectedRecords = new BitSet();
    private final PairRecords records;
    private final ReentrantLock lock;
    private long expected;
    private long missing;
    private long differentToken;

    LoadCheck(PairRecords records, ReentrantLock lock) {
        this.records = records;
        this.lock = lock;
    }

    /** Names a pair that the table should hold. */
    public void expect(String value, String token) {
        expect(Rows.of(value, token));
    }

    /** Names pairs that the table should hold. */
    public void expect(Rows rows) {
        lock.lock();
        try {
            for (int row = 0; row < rows.count(); row++) {
                look(rows, row);
            }
        } finally {
            lock.unlock();
        }
    }

    /** What came out, once every pair was named. */
    public CheckResult result() {
        lock.lock();
        try {
            long unexpected = 0;
            for (int number = 0; number < records.numbered(); number++) {
                unexpected += isUnexpected(number) ? 1 : 0;
            }
            return new CheckResult(expected, missing, differentToken, unexpected);
        } finally {
            lock.unlock();
        }
    }

    private void look(Rows rows, int row) {
        expected++;
        int number = records.byToken(rows, row);
        if (number != HashIndex.NONE && records.hasValue(number, rows, row)) {
            expectedRecords.set(number);
        } else if (records.byValue(rows, row) == HashIndex.NONE) {
            missing++;
        } else {
            differentToken++;
        }
    }

    /** An older record with the pair of an expected one is expected too; only the newest is marked. */
    private boolean isUnexpected(int number) {
        return records.isLive(number)
                && !expectedRecords.get(number)
                && !expectedRecords.get(records.byToken(records.token(number)));
    }
}
