package com.skyflow.loader.uploader;

import com.skyflow.loader.uploader.send.BatchResult;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Results in the order in which they came. Thread-safe. */
final class ResultQueue implements Results {
    private final BlockingQueue<BatchResult> queue = new LinkedBlockingQueue<>();

    @Override
    public void add(BatchResult result) {
        queue.add(result);
    }

    @Override
    public @Nullable BatchResult take(Duration patience) {
        try {
            return patience.isZero() ? queue.poll() : queue.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return queue.poll();
        }
    }
}
