package com.skyflow.loader.local.simulator.api;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Where hanging calls wait until they are released. Thread-safe. */
public final class Gate {
    /** How often a hanging call looks whether its caller is still there. */
    private static final long LOOK_MILLIS = 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition released = lock.newCondition();
    private long releases;
    private int hanging;

    /** Lets every hanging call go on. */
    public void release() {
        lock.lock();
        try {
            releases++;
            released.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** How many calls hang. */
    public int hanging() {
        lock.lock();
        try {
            return hanging;
        } finally {
            lock.unlock();
        }
    }

    /** Waits: true when released, false if the caller went away. */
    boolean hang(Incoming.Caller caller) {
        lock.lock();
        try {
            hanging++;
            long before = releases;
            while (releases == before && !caller.isGone()) {
                boolean ignored = released.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            }
            return releases != before;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            hanging--;
            lock.unlock();
        }
    }
}
