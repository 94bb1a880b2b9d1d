package com.skyflow.loader.monitor.lag;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** How fast a count has grown over the last seconds. Owned by one thread. */
public final class Pace {
    private final Duration window;
    private final Deque<Sample> samples = new ArrayDeque<>();

    private record Sample(long at, long count) {}

    /** @param window how far it looks back */
    public Pace(Duration window) {
        this.window = window;
    }

    /** Takes in the count at a time of {@link System#nanoTime()}. One that is smaller than the last is that of something new. */
    public void add(long count, long at) {
        if (!samples.isEmpty() && count < samples.getLast().count()) {
            samples.clear();
        }
        samples.addLast(new Sample(at, count));
        while (at - samples.getFirst().at() > window.toNanos()) {
            samples.removeFirst();
        }
    }

    /** Whether it has been counted twice. */
    public boolean isKnown() {
        return samples.size() > 1;
    }

    /** 0 where it was counted once. */
    public double perSecond() {
        if (!isKnown()) {
            return 0;
        }
        Sample first = samples.getFirst();
        Sample last = samples.getLast();
        return (last.count() - first.count()) * 1e9 / (last.at() - first.at());
    }

    /** How long the rest takes at this pace; empty while there is none. */
    public Optional<Duration> timeFor(long rest) {
        double pace = perSecond();
        return pace <= 0 ? Optional.empty() : Optional.of(Duration.ofMillis((long) (rest * 1_000 / pace)));
    }
}
