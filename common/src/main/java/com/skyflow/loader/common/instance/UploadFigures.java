package com.skyflow.loader.common.instance;

import com.skyflow.loader.common.deadletter.Reason;
import java.util.List;
import java.util.Map;

/**
 * What an uploader has done since it began, and has in its hands.
 *
 * @param partitions those that it owns, in order
 * @param window rows that it may have taken and not committed
 * @param uploaded rows committed as uploaded
 * @param deadLetters rows committed as dead letters, by reason
 * @param discarded rows committed as discarded
 * @param calls its calls
 */
public record UploadFigures(
        List<OwnedPartition> partitions,
        int window,
        long uploaded,
        Map<Reason, Long> deadLetters,
        long discarded,
        CallFigures calls) {
    public UploadFigures {
        partitions = List.copyOf(partitions);
        deadLetters = Map.copyOf(deadLetters);
    }

    /** Rows taken from the topic and not committed. */
    public int uncommitted() {
        return partitions.stream().mapToInt(OwnedPartition::rows).sum();
    }
}
