package com.skyflow.loader.uploader.batch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Cuts the records of one partition into batches: full, of one run, or older than the linger. Owned by the poll thread. */
public final class BatchCutter {
    private final TopicPartition partition;
    private final Duration linger;
    private List<ConsumerRecord<byte[], byte[]>> open = new ArrayList<>();
    private String run = "";
    private long openedAt;

    public BatchCutter(TopicPartition partition, Duration linger) {
        this.partition = partition;
        this.linger = linger;
    }

    /**
     * Takes the next record.
     *
     * @param size records of a full batch
     * @param now a time of {@link System#nanoTime()}
     * @return the batches that are complete with it: none, one, or two where the record opens another run and fills it
     */
    public List<Batch> add(ConsumerRecord<byte[], byte[]> row, String rowRun, int size, long now) {
        Batch other = open.isEmpty() || run.equals(rowRun) ? null : cut();
        if (open.isEmpty()) {
            run = rowRun;
            openedAt = now;
        }
        open.add(row);
        if (open.size() < size) {
            return other == null ? List.of() : List.of(other);
        }
        return other == null ? List.of(cut()) : List.of(other, cut());
    }

    /** The batch that has waited long enough for more records. */
    public Optional<Batch> expired(long now) {
        return open.isEmpty() || now - openedAt < linger.toNanos() ? Optional.empty() : Optional.of(cut());
    }

    /** Records that wait to become a batch. */
    public int waiting() {
        return open.size();
    }

    /** The first of these; empty if there is none. */
    public Optional<ConsumerRecord<byte[], byte[]>> first() {
        return open.stream().findFirst();
    }

    private Batch cut() {
        Batch batch = new Batch(partition, run, open);
        open = new ArrayList<>(batch.size());
        return batch;
    }
}
