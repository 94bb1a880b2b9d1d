package com.skyflow.loader.extractor.publish;

import com.skyflow.loader.common.failure.LoaderException;
import com.skyflow.loader.common.ledger.SourceIdentity;
import com.skyflow.loader.extractor.ExtractorSettings;
import com.skyflow.loader.extractor.publish.Chunk.Next;
import com.skyflow.loader.extractor.source.RowReader;
import com.skyflow.loader.extractor.source.SourceRow;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads a source in chunks on a thread of its own, one chunk ahead of the one that is being published. A chunk ends when it is full
 * or its first row has waited long enough, also while the source has no next row to offer.
 */
final class ChunkReader implements AutoCloseable {
    private static final long MAX_BYTES = 4L * 1024 * 1024;

    private final Supplier<RowReader> source;
    private final RowRecords records;
    private final ExtractorSettings settings;
    /** Guards the current chunk, and the hash of the rows up to its last. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition changed = lock.newCondition();
    private final Thread thread;
    private Chunk chunk = new Chunk();
    private volatile boolean stopped;
    private volatile @Nullable RowReader reader;
    private volatile @Nullable Throwable failure;

    /** @param source opened on the thread that reads, where it may wait for long: {@link #stop} does not wait for it */
    ChunkReader(Supplier<RowReader> source, RowRecords records, ExtractorSettings settings, String name) {
        this.source = source;
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
        try (RowReader opened = open()) {
            Next next = opened == null ? Next.BROKEN_OFF : readAll(opened);
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

    /** Null if that fails. */
    private @Nullable RowReader open() {
        try {
            RowReader opened = source.get();
            reader = opened;
            return opened;
        } catch (RuntimeException | Error e) {
            failure = e;
            return null;
        }
    }

    /** Reads to the end, or until it is stopped or fails: then the rows before are published all the same. */
    private Next readAll(RowReader opened) throws InterruptedException {
        try {
            while (opened.next()) {
                if (!add(opened)) {
                    return Next.BROKEN_OFF;
                }
            }
            return Next.END_OF_SOURCE;
        } catch (RuntimeException | Error e) {
            failure = e;
            return Next.BROKEN_OFF;
        }
    }

    private boolean add(RowReader opened) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            awaitOpenChunk();
            if (stopped) {
                return false;
            }
            SourceRow row = opened.row();
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
            RowReader opened = reader;
            chunk.end(next, opened == null ? null : opened.cursor());
            changed.signalAll();
        }
    }

    /**
     * Makes sure that the source has not changed while a chunk was read.
     *
     * @throws LoaderException if it has; where the reader has found out more of it, that
     */
    void ensureUnchanged(SourceIdentity identity) {
        RowReader opened = reader;
        try {
            if (opened != null) {
                opened.ensureUnchanged(identity);
            }
        } catch (LoaderException e) {
            throw failure instanceof LoaderException known ? known : e;
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
