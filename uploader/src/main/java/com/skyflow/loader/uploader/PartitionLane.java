package com.skyflow.loader.uploader;

import com.skyflow.loader.uploader.batch.BatchCutter;
import com.skyflow.loader.uploader.batch.BatchSpan;
import com.skyflow.loader.uploader.offsets.PartitionProgress;
import com.skyflow.loader.uploader.send.BatchResult;
import com.skyflow.loader.uploader.send.InFlight;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/** Everything that is held of one partition while it is owned; dropped with it, so that nothing late is recorded. */
final class PartitionLane {
    private final BatchCutter cutter;
    private final PartitionProgress progress = new PartitionProgress();
    private final Map<BatchSpan, InFlight> sendings = new HashMap<>();

    PartitionLane(TopicPartition partition, Duration linger) {
        this.cutter = new BatchCutter(partition, linger);
    }

    BatchCutter cutter() {
        return cutter;
    }

    PartitionProgress progress() {
        return progress;
    }

    void begin(BatchSpan batch, InFlight sending) {
        sendings.put(batch, sending);
    }

    void end(BatchResult result) {
        sendings.remove(result.batch());
        progress.finish(result);
    }

    /**
     * Ends what is on its way, but for batches in front of one that has rows in the vault: if these were not finished, that one
     * could not be committed, and its rows would be sent twice. To be called again until nothing is on its way.
     */
    void windDown() {
        for (BatchSpan batch : progress.unfinishedTail()) {
            InFlight sending = sendings.get(batch);
            if (sending != null && !sending.withdraw()) {
                return;
            }
        }
    }

    /** A batch on its way; empty if it is not, or not any more. */
    Optional<InFlight> sending(BatchSpan batch) {
        return Optional.ofNullable(sendings.get(batch));
    }

    Collection<InFlight> sendings() {
        return sendings.values();
    }

    /** Records taken from the topic and not committed. */
    int records() {
        return cutter.waiting() + progress.records();
    }
}
