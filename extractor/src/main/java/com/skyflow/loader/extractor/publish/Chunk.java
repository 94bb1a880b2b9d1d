package com.skyflow.loader.extractor.publish;

import com.skyflow.loader.extractor.source.SourceRow;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** The rows of one transaction. Filled by the thread that reads, then handed to the one that publishes. */
final class Chunk {
    /** What comes behind a chunk. */
    enum Next {
        MORE_ROWS,
        END_OF_SOURCE,
        /** Nothing for now: the source broke off, or the extraction was stopped. */
        BROKEN_OFF
    }

    private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    private final long startedAt = System.nanoTime();
    private long published;
    private long rejected;
    private long bytes;
    private Next next = Next.BROKEN_OFF;
    private @Nullable String prefixHash;

    void add(SourceRow row, ProducerRecord<byte[], byte[]> record) {
        records.add(record);
        bytes += record.value().length;
        switch (row) {
            case SourceRow.Valid valid -> published++;
            case SourceRow.Invalid invalid -> rejected++;
        }
    }

    /** Ends the chunk; the hash is that of all rows up to its last. */
    void end(Next next, @Nullable String prefixHash) {
        this.next = next;
        this.prefixHash = prefixHash;
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

    Next next() {
        return next;
    }

    @Nullable String prefixHash() {
        return prefixHash;
    }

    /** When it was begun, as a time of {@link System#nanoTime()}. */
    long startedAt() {
        return startedAt;
    }
}
