package com.skyflow.loader.local.simulator.fault;

import com.skyflow.loader.local.simulator.store.Rows;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;

/** The faults in place, in the order in which they were injected. Thread-safe. */
public final class Faults {
    private final List<InjectedFault> injected = new CopyOnWriteArrayList<>();
    private final InstantSource clock;
    private final SplittableRandom random;
    private long lastId;

    /**
     * No faults yet.
     *
     * @param clock tells which faults are due
     * @param seed what every choice by chance depends on
     */
    public Faults(InstantSource clock, long seed) {
        this.clock = clock;
        this.random = new SplittableRandom(seed);
    }

    /** Puts a fault after those that are in place. */
    public synchronized InjectedFault inject(Fault fault, Trigger trigger) {
        InjectedFault added = new InjectedFault(++lastId, fault, trigger, random.split());
        injected.add(added);
        return added;
    }

    public List<InjectedFault> injected() {
        return List.copyOf(injected);
    }

    /** Ends a fault; false if there is none with that id. */
    public boolean remove(long id) {
        return injected.removeIf(fault -> fault.id() == id);
    }

    public void clear() {
        injected.clear();
    }

    /** The fault that strikes a call at a moment, other than poison; it is counted. */
    public Optional<Fault> strike(Moment moment, String vaultId, Operation operation) {
        for (InjectedFault candidate : injected) {
            boolean fits = !(candidate.fault() instanceof Fault.Poison)
                    && candidate.fault().moment() == moment
                    && candidate.covers(vaultId, operation, clock.instant());
            if (fits && candidate.strikes()) {
                return Optional.of(candidate.fault());
            }
        }
        return Optional.empty();
    }

    /** The poison that strikes a call because of one of its rows; it is counted. */
    public Optional<Poisoned> poison(String vaultId, Operation operation, Rows rows) {
        for (InjectedFault candidate : injected) {
            if (candidate.fault() instanceof Fault.Poison poison
                    && candidate.covers(vaultId, operation, clock.instant())) {
                int row = firstPoisoned(poison.values(), rows);
                if (row >= 0 && candidate.strikes()) {
                    candidate.struckAt(row, rows.count());
                    return Optional.of(new Poisoned(poison, row));
                }
            }
        }
        return Optional.empty();
    }

    /** A row that holds poison. */
    public record Poisoned(Fault.Poison poison, int row) {}

    private static int firstPoisoned(PoisonValues values, Rows rows) {
        for (int row = 0; row < rows.count(); row++) {
            if (values.contains(rows, row)) {
                return row;
            }
        }
        return -1;
    }
}
