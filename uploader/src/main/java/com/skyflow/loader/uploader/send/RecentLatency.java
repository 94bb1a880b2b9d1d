package com.skyflow.loader.uploader.send;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** How long the calls of the last seconds took. Thread-safe; however many read it, and how often, they are told the same. */
final class RecentLatency {
    private static final long MAX_MICROS = Duration.ofHours(1).toNanos() / 1_000;
    private static final int DIGITS = 2;
    private static final int PIECES = 5;
    private static final long PIECE = Duration.ofSeconds(1).toNanos();

    private final Recorder recorder = new Recorder(MAX_MICROS, DIGITS);
    private final Deque<Histogram> pieces = new ArrayDeque<>();
    private Histogram open = new Histogram(MAX_MICROS, DIGITS);
    private Histogram spare = recorder.getIntervalHistogram();
    private long openedAt;

    RecentLatency(long now) {
        this.openedAt = now;
    }

    void add(Duration call) {
        recorder.recordValue(Math.clamp(call.toNanos() / 1_000, 1, MAX_MICROS));
    }

    /** The microseconds of the calls that ended within five seconds, and since the last reading if that is longer ago. */
    synchronized Histogram read(long now) {
        spare = recorder.getIntervalHistogram(spare);
        open.add(spare);
        Histogram all = open.copy();
        pieces.forEach(all::add);
        if (now - openedAt >= PIECE) {
            pieces.addLast(open);
            open = new Histogram(MAX_MICROS, DIGITS);
            openedAt = now;
            if (pieces.size() > PIECES) {
                pieces.removeFirst();
            }
        }
        return all;
    }
}
