package com.skyflow.loader.extractor.publish;

import com.skyflow.loader.extractor.source.SourceRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** The rows of one transaction. Filled under a lock of {@link ChunkReader}, then handed to the thread that publishes. */
final class Chunk {
    /** What comes behind a chunk. */
    enum Next {
        MORE_ROWS,
        END_OF_SOURCE,
        /** Nothing for now: the source broke off, or the extraction was stopped. */
        BROKEN_OFF
    }

    private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    private long published;
    private long rejected;
    private long bytes;
    private long startedAt;
    private @Nullable Next next;
    private @Nullable String cursor;

    void add(SourceRow row, ProducerRecord<byte[], byte[]> record) {
        if (records.isEmpty()) {
            startedAt = System.nanoTime();
        }
        records.add(record);
        bytes += record.value().length;
        switch (row) {
            case SourceRow.Valid valid -> published++;
            case SourceRow.Invalid invalid -> rejected++;
        }
    }

    /** Ends the chunk; the hash is that of all rows up to its last. */
    void end(Next next, @Nullable String cursor) {
        this.next = next;
        this.cursor = cursor;
    }

    List<ProducerRecord<byte[], byte[]>> records() {
        return records;
    }

    long published() {
        return published;
    }

    long rejected() {
        return rejected;
    }

    long bytes() {
        return bytes;
    }

    boolean isEnded() {
        return next != null;
    }

    /** What comes behind it, once it has ended. */
    Next next() {
        return Objects.requireNonNull(next);
    }

    @Nullable String cursor() {
        return cursor;
    }

    /** When its first row came, as a time of {@link System#nanoTime()}. */
    long startedAt() {
        return startedAt;
    }
}
