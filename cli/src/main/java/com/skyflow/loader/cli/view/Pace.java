package com.skyflow.loader.cli.view;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** How fast a count has grown over the last seconds. */
final class Pace {
    private static final Duration WINDOW = Duration.ofSeconds(6);

    private final Deque<Sample> samples = new ArrayDeque<>();

    private record Sample(long at, long count) {}

    /** Takes in the count at a time of {@link System#nanoTime()}. */
    void add(long count, long at) {
        samples.addLast(new Sample(at, count));
        while (at - samples.getFirst().at() > WINDOW.toNanos()) {
            samples.removeFirst();
        }
    }

    double perSecond() {
        if (samples.size() < 2) {
            return 0;
        }
        Sample first = samples.getFirst();
        Sample last = samples.getLast();
        return (last.count() - first.count()) * 1e9 / (last.at() - first.at());
    }

    /** How long the rest takes at this pace; empty while there is none. */
    Optional<Duration> timeFor(long rest) {
        double pace = perSecond();
        return pace <= 0 ? Optional.empty() : Optional.of(Duration.ofMillis((long) (rest * 1_000 / pace)));
    }
}
