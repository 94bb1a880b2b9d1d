package com.skyflow.loader.uploader.replay;

import com.skyflow.loader.common.deadletter.DeadLetter;
import com.skyflow.loader.common.deadletter.DeadLetterCounts;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** What became, or would become, of dead letters. Owned by one thread. */
public final class ClosingReport {
    private final Map<Fate, Long> fates = new EnumMap<>(Fate.class);
    private final DeadLetterCounts counts = new DeadLetterCounts();

    void add(Fate fate, DeadLetter letter) {
        fates.merge(fate, 1L, Long::sum);
        counts.add(letter);
    }

    /** How many met each fate. */
    public Map<Fate, Long> fates() {
        return Collections.unmodifiableMap(fates);
    }

    /** How many met this fate. */
    public long of(Fate fate) {
        return fates.getOrDefault(fate, 0L);
    }

    /** How many are closed. */
    public long closed() {
        return fates.entrySet().stream()
                .filter(fate -> fate.getKey().isClosed())
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** How many were meant but stay open. */
    public long left() {
        return counts.total() - closed();
    }

    /** All of them, by kind. */
    public DeadLetterCounts counts() {
        return counts;
    }
}
