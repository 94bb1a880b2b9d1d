package com.skyflow.loader.extractor;

import com.skyflow.loader.common.ledger.Checkpoint;
import com.skyflow.loader.common.vault.VaultName;
import com.skyflow.loader.extractor.run.Decision;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is to be done for each vault.
 *
 * @param latestStart when the latest run of any vault started
 */
record Decisions(Map<VaultName, Decision> byVault, Optional<Instant> latestStart) {
    /** The vaults that begin a new run. */
    List<VaultName> beginning() {
        return byVault.entrySet().stream()
                .filter(vault -> vault.getValue() instanceof Decision.Begin begin
                        && begin.run().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The last checkpoints of the runs that are given up. */
    List<Checkpoint> abandoned() {
        return byVault.values().stream()
                .flatMap(decision ->
                        decision instanceof Decision.Begin begin ? begin.abandoned().stream() : Stream.empty())
                .toList();
    }

    /** When a new run starts: behind all others, also where the clock was set back, for the latest run is the one that goes on. */
    Instant nextStart(Instant now) {
        return latestStart
                .map(latest -> latest.plusMillis(1))
                .filter(now::isBefore)
                .orElse(now);
    }
}
