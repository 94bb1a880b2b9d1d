package com.skyflow.loader.common.deadletter;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How many dead letters there are of each kind. Not thread-safe. */
public final class DeadLetterCounts {
    private final SortedMap<Kind, Long> counts = new TreeMap<>();

    /**
     * What dead letters have in common.
     *
     * @param status status of the vault's last answer; null if there was none
     * @param hour the hour, in UTC, in which they were given up
     */
    public record Kind(Reason reason, @Nullable Integer status, Instant hour) implements Comparable<Kind> {
        private static final Comparator<Kind> ORDER = Comparator.comparing(Kind::reason)
                .thenComparingInt(kind -> kind.status == null ? 0 : kind.status)
                .thenComparing(Kind::hour);

        @Override
        public int compareTo(Kind other) {
            return ORDER.compare(this, other);
        }
    }

    /** Counts one more. */
    public void add(DeadLetter letter) {
        counts.merge(
                new Kind(letter.reason(), letter.status(), letter.lastAt().truncatedTo(ChronoUnit.HOURS)),
                1L,
                Long::sum);
    }

    /** The counts, in the order of their kinds. */
    public SortedMap<Kind, Long> byKind() {
        return Collections.unmodifiableSortedMap(counts);
    }

    /** How many in all. */
    public long total() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
