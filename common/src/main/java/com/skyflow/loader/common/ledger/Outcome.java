package com.skyflow.loader.common.ledger;

import com.skyflow.loader.common.deadletter.Reason;
import com.skyflow.loader.common.vault.VaultName;
import java.time.Instant;
import java.util.Map;

/**
 * What became of some rows: the difference that one committed transaction of an uploader makes for one vault of one run.
 *
 * @param run id of the run
 * @param vault name of the vault
 * @param uploaded rows that are in the vault
 * @param deadLettered rows that are in the dead-letter topic, by reason
 * @param discarded rows of an abandoned run that were passed over
 * @param replayed dead letters that were published again
 * @param parked dead letters that were parked
 * @param purged dead letters that were deleted
 * @param calls what the calls for these rows came to
 * @param instance the uploader
 * @param at when the transaction was made
 */
public record Outcome(
        String run,
        VaultName vault,
        long uploaded,
        Map<Reason, Long> deadLettered,
        long discarded,
        long replayed,
        long parked,
        long purged,
        Calls calls,
        String instance,
        Instant at) {
    public Outcome {
        deadLettered = Map.copyOf(deadLettered);
    }

    /** The key of the record in {@code byot.outcomes}. */
    public LedgerKey key() {
        return new LedgerKey(run, vault);
    }
}
