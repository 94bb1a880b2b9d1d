package com.skyflow.loader.uploader.offsets;

import com.skyflow.loader.uploader.batch.BatchSpan;
import com.skyflow.loader.uploader.send.BatchResult;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The batches of one partition in the order of their offsets, from the first that is not committed. What may be committed is the
 * finished prefix and nothing behind it. Owned by the poll thread.
 */
public final class PartitionProgress {
    private final Deque<Entry> entries = new ArrayDeque<>();
    private int records;
    private long bytes;

    /** Puts a batch behind all others. */
    public void add(BatchSpan batch) {
        entries.addLast(new Entry(batch));
        records += batch.size();
        bytes += batch.bytes();
    }

    /** Takes in what became of a batch; ignored if the batch is not one of these. */
    public void finish(BatchResult result) {
        for (Entry entry : entries) {
            if (entry.batch == result.batch()) {
                entry.result = result;
                return;
            }
        }
    }

    /**
     * The finished prefix: the results that may be committed now, in order. A batch that was broken off ends it.
     *
     * @param committable which results may be committed at all
     */
    public List<BatchResult> finishedPrefix(Predicate<BatchResult> committable) {
        List<BatchResult> prefix = new ArrayList<>();
        for (Entry entry : entries) {
            BatchResult result = entry.result;
            if (result == null || result.finished() == 0 || !committable.test(result)) {
                break;
            }
            prefix.add(result);
            if (!result.isWhole()) {
                break;
            }
        }
        return prefix;
    }

    /**
     * Forgets the first batches, which have been committed. One that was broken off stays, and is never finished: nothing behind it
     * may be committed, or its last rows would be lost.
     */
    public void committed(List<BatchResult> prefix) {
        for (BatchResult result : prefix) {
            Entry first = entries.getFirst();
            if (first.batch != result.batch()) {
                throw new IllegalStateException("committed " + result.batch() + " (expected: " + first.batch + ")");
            }
            if (result.isWhole()) {
                entries.removeFirst();
                records -= first.batch.size();
                bytes -= first.batch.bytes();
            } else {
                first.result = null;
            }
        }
    }

    /** The batches behind the last one of which a row is finished, from the last to the first. */
    public List<BatchSpan> unfinishedTail() {
        List<BatchSpan> tail = new ArrayList<>();
        for (Entry entry : entries.reversed()) {
            BatchResult result = entry.result;
            if (result != null && result.finished() > 0) {
                break;
            }
            tail.add(entry.batch);
        }
        return tail;
    }

    /** Records that are not committed. */
    public int records() {
        return records;
    }

    /** Bytes of the records that are not committed. */
    public long bytes() {
        return bytes;
    }

    /** The first batch that a commit would leave, now that some results may be committed; empty if it would leave none. */
    public Optional<Front> front(Predicate<BatchResult> committable) {
        for (Entry entry : entries) {
            BatchResult result = entry.result;
            if (result == null || !result.isWhole() || !committable.test(result)) {
                return Optional.of(new Front(entry.batch, Optional.ofNullable(result)));
            }
        }
        return Optional.empty();
    }

    /** The first batch that is not committed, whatever became of it. */
    public Optional<BatchSpan> first() {
        return Optional.ofNullable(entries.peekFirst()).map(entry -> entry.batch);
    }

    /** The runs of the batches. */
    public Stream<String> runs() {
        return entries.stream().map(entry -> entry.batch.run());
    }

    /**
     * What the commits of a partition wait for.
     *
     * @param result what became of the batch; empty if it is on its way
     */
    public record Front(BatchSpan batch, Optional<BatchResult> result) {}

    private static final class Entry {
        private final BatchSpan batch;
        private @Nullable BatchResult result;

        Entry(BatchSpan batch) {
            this.batch = batch;
        }
    }
}
