package com.skyflow.loader.extractor.publish;

import com.skyflow.loader.common.row.PairCodec;
import com.skyflow.loader.extractor.source.SourceRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
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

    /** Valid rows, of which no more is kept than this: there are many, and they outlive some garbage collections. */
    private final List<Encoded> valid = new ArrayList<>();

    private final List<ProducerRecord<byte[], byte[]>> invalid = new ArrayList<>();
    private long bytes;
    private long startedAt;
    private @Nullable Next next;
    private @Nullable String cursor;

    private record Encoded(long row, byte[] value) {}

    void add(SourceRow row, RowRecords records) {
        if (isEmpty()) {
            startedAt = System.nanoTime();
        }
        switch (row) {
            case SourceRow.Valid pair -> {
                byte[] value = PairCodec.encode(pair.pair());
                valid.add(new Encoded(pair.number(), value));
                bytes += value.length;
            }
            case SourceRow.Invalid wrong -> {
                ProducerRecord<byte[], byte[]> letter = records.deadLetter(wrong);
                invalid.add(letter);
                bytes += letter.value().length;
            }
        }
    }

    /** Ends the chunk; the hash is that of all rows up to its last. */
    void end(Next next, @Nullable String cursor) {
        this.next = next;
        this.cursor = cursor;
    }

    /** The records of the rows, made while they are gone through. */
    Stream<ProducerRecord<byte[], byte[]>> records(RowRecords records) {
        return Stream.concat(valid.stream().map(row -> records.row(row.row(), row.value())), invalid.stream());
    }

    int published() {
        return valid.size();
    }

    int rejected() {
        return invalid.size();
    }

    int rows() {
        return valid.size() + invalid.size();
    }

    boolean isEmpty() {
        return rows() == 0;
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
