package com.skyflow.loader.generator;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Threads that fill blocks, while the calling thread takes them in row order. There are twice as many blocks as threads, so
 * that none waits for the disk while the disk keeps up. Owned by the calling thread.
 */
final class Workers implements AutoCloseable {
    /** What takes the blocks of a vault, in order. */
    interface Sink {
        void accept(Block block) throws IOException;
    }

    private final ExecutorService pool;
    private final Queue<Block> spare = new ArrayDeque<>();

    Workers(int threads) {
        pool = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().name("generate-", 1).factory());
        for (int i = 0; i < 2 * threads; i++) {
            spare.add(new Block());
        }
    }

    void fill(RowFormat format, long rows, Sink sink) throws IOException, InterruptedException {
        Queue<Future<Block>> inFlight = new ArrayDeque<>();
        long next = 0;
        while (next < rows || !inFlight.isEmpty()) {
            while (next < rows && !spare.isEmpty()) {
                Block block = spare.remove();
                long first = next;
                int count = (int) Math.min(Block.MAX_ROWS, rows - first);
                inFlight.add(pool.submit(() -> block.fill(format, first, count)));
                next += count;
            }
            Block block = filled(inFlight.remove());
            sink.accept(block);
            spare.add(block);
        }
    }

    private static Block filled(Future<Block> block) throws InterruptedException {
        try {
            return block.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a block of rows could not be filled", e.getCause());
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
