package com.skyflow.loader.local.simulator.journal;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Keeps the last calls, and counts all of them. Thread-safe. */
public final class Journal {
    private final int capacity;
    private final ArrayDeque<Call> calls = new ArrayDeque<>();
    private final TreeMap<Integer, Long> byStatus = new TreeMap<>();
    private final TreeMap<String, Long> byProtocol = new TreeMap<>();
    private long ended;
    private long records;
    private long compressed;
    private long inFlight;
    private long maxInFlight;
    private long connections;
    private @Nullable Instant lastArrival;

    /**
     * An empty journal.
     *
     * @param capacity how many calls it keeps
     */
    public Journal(int capacity) {
        this.capacity = capacity;
    }

    public synchronized void connected() {
        connections++;
    }

    public synchronized void arrived(Instant at) {
        maxInFlight = Math.max(maxInFlight, ++inFlight);
        if (lastArrival == null || at.isAfter(lastArrival)) {
            lastArrival = at;
        }
    }

    /** Notes a call that ended. Each has arrived before. */
    public synchronized void ended(Call call) {
        inFlight--;
        ended++;
        records += call.records();
        compressed += call.compressed() ? 1 : 0;
        byStatus.merge(call.status(), 1L, Long::sum);
        byProtocol.merge(call.protocol(), 1L, Long::sum);
        calls.addLast(call);
        if (calls.size() > capacity) {
            calls.removeFirst();
        }
    }

    public synchronized CallCounts counts() {
        return new CallCounts(
                ended,
                records,
                new TreeMap<>(byStatus),
                new TreeMap<>(byProtocol),
                compressed,
                inFlight,
                maxInFlight,
                connections,
                lastArrival);
    }

    /** The last calls that ended, in the order in which they ended. */
    public synchronized List<Call> calls() {
        return List.copyOf(calls);
    }

    /** Those of the last calls that came at an instant or after it. */
    public List<Call> callsSince(Instant instant) {
        return calls().stream().filter(call -> !call.at().isBefore(instant)).toList();
    }

    /** Whether anything was called after an instant; exact, however long ago. */
    public synchronized boolean wasCalledAfter(Instant instant) {
        return lastArrival != null && lastArrival.isAfter(instant);
    }
}
