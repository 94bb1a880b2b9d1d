package com.skyflow.loader.uploader;

import com.skyflow.loader.common.deadletter.Reason;
import com.skyflow.loader.uploader.send.BatchResult;
import com.skyflow.loader.uploader.send.GivenUp;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What an uploader has committed since it began; the ledger has the same, and for good.
 *
 * @param deadLetters by reason
 */
record CommittedRows(long uploaded, Map<Reason, Long> deadLetters, long discarded) {
    static final CommittedRows NONE = new CommittedRows(0, Map.of(), 0);

    CommittedRows {
        deadLetters = Map.copyOf(deadLetters);
    }

    CommittedRows plus(Commit commit) {
        List<BatchResult> results =
                commit.finished().values().stream().flatMap(Collection::stream).toList();
        Map<Reason, Long> reasons = new EnumMap<>(Reason.class);
        reasons.putAll(deadLetters);
        for (BatchResult result : results) {
            for (GivenUp row : result.givenUp()) {
                reasons.merge(row.letter().reason(), 1L, Long::sum);
            }
        }
        return new CommittedRows(
                uploaded + results.stream().mapToLong(BatchResult::loaded).sum(),
                reasons,
                discarded + results.stream().mapToLong(BatchResult::discarded).sum());
    }
}
