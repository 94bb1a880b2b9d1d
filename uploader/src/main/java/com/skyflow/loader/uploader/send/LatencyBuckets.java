package com.skyflow.loader.uploader.send;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/** How many calls took how long, since the uploader began. Thread-safe. */
final class LatencyBuckets {
    private static final double[] BOUNDS = {0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60};

    private final AtomicLongArray calls = new AtomicLongArray(BOUNDS.length + 1);
    private final LongAdder nanos = new LongAdder();

    void add(Duration call) {
        double seconds = call.toNanos() / 1e9;
        int bucket = 0;
        while (bucket < BOUNDS.length && seconds > BOUNDS[bucket]) {
            bucket++;
        }
        calls.incrementAndGet(bucket);
        nanos.add(call.toNanos());
    }

    UploadMeter.Latencies read() {
        return new UploadMeter.Latencies(
                IntStream.range(0, calls.length())
                        .mapToObj(i -> new UploadMeter.Bucket(
                                i < BOUNDS.length ? BOUNDS[i] : Double.POSITIVE_INFINITY, calls.get(i)))
                        .toList(),
                Duration.ofNanos(nanos.sum()));
    }
}
