package com.skyflow.loader.local.simulator.fault;

import java.time.Instant;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/** A fault in place, and how often it struck. Thread-safe. */
public final class InjectedFault {
    private final long id;
    private final Fault fault;
    private final Trigger trigger;
    private final SplittableRandom random;
    private final AtomicLong happened = new AtomicLong();
    private long seen;

    InjectedFault(long id, Fault fault, Trigger trigger, SplittableRandom random) {
        this.id = id;
        this.fault = fault;
        this.trigger = trigger;
        this.random = random;
    }

    public long id() {
        return id;
    }

    public Fault fault() {
        return fault;
    }

    public Trigger trigger() {
        return trigger;
    }

    /** How often it struck. */
    public long happened() {
        return happened.get();
    }

    boolean covers(String vaultId, Operation operation, Instant now) {
        return trigger.target().covers(vaultId, operation) && trigger.isDue(now);
    }

    /** Decides whether the fault strikes a call that it covers, and counts it. */
    synchronized boolean strikes() {
        boolean passes = seen++ < trigger.skip()
                || happened.get() >= trigger.count()
                || (trigger.fraction() < 1 && random.nextDouble() >= trigger.fraction());
        if (!passes) {
            happened.incrementAndGet();
        }
        return !passes;
    }
}
