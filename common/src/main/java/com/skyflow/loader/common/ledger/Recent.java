package com.skyflow.loader.common.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * What was done in the last minute in which anything was, by the times of the outcomes. Immutable.
 *
 * @param slots sums of five seconds each, in the order of their times; those in which nothing was done are left out
 */
public record Recent(List<Slot> slots) {
    private static final int SLOT_SECONDS = 5;
    private static final int SLOTS = 12;

    public static final Recent NONE = new Recent(List.of());

    /**
     * The sums of five seconds.
     *
     * @param start in seconds since the epoch
     * @param rows rows that were finished: uploaded, given up or discarded
     * @param requests calls made
     * @param throttles answers that asked to wait
     */
    public record Slot(long start, long rows, long requests, long throttles) {
        private Slot plus(Slot other) {
            return new Slot(start, rows + other.rows, requests + other.requests, throttles + other.throttles);
        }
    }

    public Recent {
        slots = List.copyOf(slots);
    }

    Recent plus(Outcome outcome) {
        Slot added = slot(outcome);
        List<Slot> sum = new ArrayList<>(SLOTS + 1);
        for (Slot slot : slots) {
            if (slot.start == added.start) {
                added = added.plus(slot);
            } else {
                sum.add(slot);
            }
        }
        sum.add(added);
        sum.sort(Comparator.comparingLong(Slot::start));
        long first = sum.getLast().start - SLOT_SECONDS * (SLOTS - 1);
        sum.removeIf(slot -> slot.start < first);
        return new Recent(sum);
    }

    private static Slot slot(Outcome outcome) {
        long finished = outcome.uploaded()
                + outcome.deadLettered().values().stream()
                        .mapToLong(Long::longValue)
                        .sum()
                + outcome.discarded();
        return new Slot(
                Math.floorDiv(outcome.at().getEpochSecond(), SLOT_SECONDS) * SLOT_SECONDS,
                finished,
                outcome.calls().requests(),
                outcome.calls().throttles());
    }

    /** Rows that were finished a second, in the minute before a time. */
    public double rowsPerSecond(Instant now) {
        return perSecond(Slot::rows, now);
    }

    /** Calls that were made a second, in the minute before a time. */
    public double requestsPerSecond(Instant now) {
        return perSecond(Slot::requests, now);
    }

    /** Over the time since the first slot, a whole one at least, so that a load that has just begun is not made slow. */
    private double perSecond(ToLongFunction<Slot> figure, Instant now) {
        long oldest = now.getEpochSecond() - SLOT_SECONDS * SLOTS;
        List<Slot> counted = slots.stream().filter(slot -> slot.start > oldest).toList();
        if (counted.isEmpty()) {
            return 0;
        }
        long seconds = Math.max(SLOT_SECONDS, now.getEpochSecond() - counted.getFirst().start);
        return counted.stream().mapToLong(figure).sum() / (double) seconds;
    }
}
