package com.skyflow.loader.local.simulator.fault;

import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** A fault in place, how often it struck, and, of poison, where in the call it stood. Thread-safe. */
public final class InjectedFault {
    private final long id;
    private final Fault fault;
    private final Trigger trigger;
    private final SplittableRandom random;
    private static final int KEPT_PLACES = 1_000;

    private final AtomicLong happened = new AtomicLong();
    private final List<Place> places = new CopyOnWriteArrayList<>();
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

    /**
     * Where poison stood that struck.
     *
     * @param row which of the rows of the call, from 0
     * @param rows how many the call had
     */
    public record Place(int row, int rows) {}

    /** Where poison stood, at each of the first thousand times that it struck. */
    public List<Place> places() {
        return List.copyOf(places);
    }

    void struckAt(int row, int rows) {
        if (places.size() < KEPT_PLACES) {
            places.add(new Place(row, rows));
        }
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
