package com.skyflow.loader.extractor.publish;

import com.skyflow.loader.extractor.ExtractorSettings;
import com.skyflow.loader.extractor.publish.Chunk.Next;
import com.skyflow.loader.extractor.source.RowReader;
import com.skyflow.loader.extractor.source.SourceRow;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Reads a source in chunks on a thread of its own, one chunk ahead of the one that is being published. A chunk ends when it is full
 * or its first row has waited long enough, also while the source has no next row to offer.
 */
final class ChunkReader implements AutoCloseable {
    private static final long MAX_BYTES = 4L * 1024 * 1024;

    private final RowReader reader;
    private final RowRecords records;
    private final ExtractorSettings settings;
    /** Guards the current chunk, and the hash of the rows up to its last. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition changed = lock.newCondition();
    private final Thread thread;
    private Chunk chunk = new Chunk();
    private volatile boolean stopped;
    private volatile @Nullable Throwable failure;

    ChunkReader(RowReader reader, RowRecords records, ExtractorSettings settings, String name) {
        this.reader = reader;
        this.records = records;
        this.settings = settings;
        this.thread = Thread.ofPlatform().daemon().name("read-" + name).start(this::run);
    }

    /** The next chunk, as soon as it is complete; after {@link #stop}, what has been read of it. */
    Chunk take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!chunk.isEnded()) {
                long rest = rest(chunk);
                if (stopped) {
                    end(Next.BROKEN_OFF);
                } else if (chunk.isEmpty()) {
                    changed.await();
                } else if (rest <= 0 || changed.awaitNanos(rest) <= 0) {
                    end(Next.MORE_ROWS);
                }
            }
            Chunk taken = chunk;
            chunk = new Chunk();
            changed.signalAll();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    private long rest(Chunk waiting) {
        return waiting.startedAt() + settings.chunkTime().toNanos() - System.nanoTime();
    }

    /** Why the source broke off; null if it did not. */
    @Nullable Throwable failure() {
        return failure;
    }

    private void run() {
        try (reader) {
            Next next = readAll();
            lock.lockInterruptibly();
            try {
                awaitOpenChunk();
                end(next);
            } finally {
                lock.unlock();
            }
        } catch (InterruptedException e) {
            // Nobody wants more chunks.
        }
    }

    /** Reads to the end, or until it is stopped or fails: then the rows before are published all the same. */
    private Next readAll() throws InterruptedException {
        try {
            while (reader.next()) {
                if (!add()) {
                    return Next.BROKEN_OFF;
                }
            }
            return Next.END_OF_SOURCE;
        } catch (RuntimeException | Error e) {
            failure = e;
            return Next.BROKEN_OFF;
        }
    }

    private boolean add() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            awaitOpenChunk();
            if (stopped) {
                return false;
            }
            SourceRow row = reader.row();
            chunk.add(row, records);
            if (chunk.rows() >= settings.chunkRows() || chunk.bytes() >= MAX_BYTES) {
                end(Next.MORE_ROWS);
            } else if (chunk.rows() == 1) {
                changed.signalAll();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void awaitOpenChunk() throws InterruptedException {
        while (chunk.isEnded()) {
            changed.await();
        }
    }

    private void end(Next next) {
        if (!chunk.isEnded()) {
            chunk.end(next, reader.cursor());
            changed.signalAll();
        }
    }

    /** Ends the current chunk with the rows that have been read. */
    void stop() {
        lock.lock();
        try {
            stopped = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
