package com.skyflow.loader.uploader.limit;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Lets in as many calls to one vault as it bears: in flight ({@link Concurrency}) and a second ({@link Pace}). Every attempt is told to
 * it, not only how a batch ended. Thread-safe.
 */
public final class CallLimit {
    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Concurrency concurrency;
    private final Pace pace;
    private int inFlight;

    /**
     * @param maxConcurrency calls in flight at most, at least 1
     * @param nanoTime as {@link System#nanoTime()}
     */
    public CallLimit(int maxConcurrency, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        long now = nanoTime.getAsLong();
        this.concurrency = new Concurrency(maxConcurrency, now);
        this.pace = new Pace(now);
    }

    /** Waits until a call may begin; {@link #release} must follow. Who has waited longest is let in first, more or less. */
    public void acquire() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                long now = nanoTime.getAsLong();
                long wait = pace.delay(now);
                if (inFlight >= concurrency.limit()) {
                    changed.await();
                } else if (wait > 0) {
                    boolean ignored = changed.await(wait, TimeUnit.NANOSECONDS);
                } else {
                    inFlight++;
                    pace.begin(now);
                    return;
                }
            }
        } finally {
            // One is woken at a time, and wakes the next if there is room: also where this one was woken and will not
            // go. Without room
            // it would be woken for nothing, and stand at the end again, behind batches that came after it.
            if (inFlight < concurrency.limit()) {
                changed.signal();
            }
            lock.unlock();
        }
    }

    /** A call has ended, or was not made. */
    public void release() {
        lock.lock();
        try {
            inFlight--;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** The vault answered a call as it should. Before its {@link #release}. */
    public void bore() {
        lock.lock();
        try {
            long now = nanoTime.getAsLong();
            concurrency.bore(inFlight, now);
            pace.bore(now);
        } finally {
            lock.unlock();
        }
    }

    /**
     * The vault asked to wait.
     *
     * @param startedAt when the call began
     */
    public void throttled(long startedAt) {
        lock.lock();
        try {
            long now = nanoTime.getAsLong();
            if (concurrency.strained(startedAt, now, pace.isThere(now))) {
                pace.throttled(now);
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * The vault did not answer in time.
     *
     * @param startedAt when the call began
     */
    public void timedOut(long startedAt) {
        lock.lock();
        try {
            concurrency.strained(startedAt, nanoTime.getAsLong(), false);
        } finally {
            lock.unlock();
        }
    }

    /** Calls that may be in flight now. */
    public int concurrency() {
        lock.lock();
        try {
            return concurrency.limit();
        } finally {
            lock.unlock();
        }
    }

    /** Calls that may begin in a second now; infinite if there is no pace. */
    public double perSecond() {
        lock.lock();
        try {
            return pace.perSecond(nanoTime.getAsLong());
        } finally {
            lock.unlock();
        }
    }
}
