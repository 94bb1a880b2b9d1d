package com.skyflow.loader.extractor.publish;

import com.skyflow.loader.extractor.ExtractorSettings;
import com.skyflow.loader.extractor.publish.Chunk.Next;
import com.skyflow.loader.extractor.source.RowReader;
import com.skyflow.loader.extractor.source.SourceRow;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads a source in chunks on a thread of its own, one chunk ahead of the one that is being published. A chunk ends when it is full
 * or its first row has waited long enough.
 */
final class ChunkReader implements AutoCloseable {
    private static final long MAX_BYTES = 4L * 1024 * 1024;
    private static final long STOP_MILLIS = 200;

    private final RowReader reader;
    private final RowRecords records;
    private final ExtractorSettings settings;
    private final BlockingQueue<Chunk> chunks = new SynchronousQueue<>();
    private final Thread thread;
    private volatile boolean closed;
    private volatile @Nullable Throwable failure;

    ChunkReader(RowReader reader, RowRecords records, ExtractorSettings settings, String name) {
        this.reader = reader;
        this.records = records;
        this.settings = settings;
        this.thread = Thread.ofPlatform().daemon().name("read-" + name).start(this::run);
    }

    /**
     * The next chunk, as soon as it is complete. After {@link #stop}, an empty one if the source has nothing to offer: what was read
     * of the current chunk will be read again.
     */
    Chunk take() throws InterruptedException {
        boolean stopped;
        Chunk chunk;
        do {
            stopped = closed;
            chunk = chunks.poll(STOP_MILLIS, TimeUnit.MILLISECONDS);
        } while (chunk == null && !stopped);
        return chunk == null ? new Chunk() : chunk;
    }

    /** Why the source broke off; null if it did not. */
    @Nullable Throwable failure() {
        return failure;
    }

    private void run() {
        try (reader) {
            Chunk chunk;
            do {
                chunk = read();
                chunks.put(chunk);
            } while (chunk.next() == Next.MORE_ROWS);
        } catch (InterruptedException e) {
            // Nobody wants more chunks.
        }
    }

    private Chunk read() {
        Chunk chunk = new Chunk();
        try {
            while (!closed) {
                Optional<SourceRow> row = reader.next();
                if (row.isEmpty()) {
                    chunk.end(Next.END_OF_SOURCE, reader.prefixHash());
                    return chunk;
                }
                chunk.add(row.get(), records.record(row.get()));
                if (isComplete(chunk)) {
                    chunk.end(Next.MORE_ROWS, reader.prefixHash());
                    return chunk;
                }
            }
            chunk.end(Next.BROKEN_OFF, reader.prefixHash());
        } catch (RuntimeException | Error e) {
            // The rows before are published all the same; the hash may be ahead of them, so they are taken from the
            // last chunk.
            failure = e;
            return new Chunk();
        }
        return chunk;
    }

    private boolean isComplete(Chunk chunk) {
        return chunk.records().size() >= settings.chunkRows()
                || chunk.bytes() >= MAX_BYTES
                || System.nanoTime() - chunk.startedAt() >= settings.chunkTime().toNanos();
    }

    /** Ends the current chunk with the row that is being read, or without it if it does not come. */
    void stop() {
        closed = true;
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
