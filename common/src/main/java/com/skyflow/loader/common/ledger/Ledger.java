package com.skyflow.loader.common.ledger;

import com.skyflow.loader.common.vault.VaultName;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The accounts of all runs: the one fold over checkpoints and outcomes. Not thread-safe. */
public final class Ledger {
    private final Map<LedgerKey, Account> accounts = new LinkedHashMap<>();

    /** Takes in how far an extraction has come. A later checkpoint replaces an earlier one. */
    public void apply(Checkpoint checkpoint) {
        accounts.put(checkpoint.key(), account(checkpoint.key()).with(checkpoint));
    }

    /** Takes in what became of some rows. */
    public void apply(Outcome outcome) {
        accounts.merge(outcome.key(), Account.EMPTY.plus(outcome), (sum, first) -> sum.plus(outcome));
    }

    /** The account of one vault in one run; empty sums if nothing is known of it. */
    public Account account(LedgerKey key) {
        return accounts.getOrDefault(key, Account.EMPTY);
    }

    /** All accounts, in the order in which they were opened. */
    public Map<LedgerKey, Account> accounts() {
        return Collections.unmodifiableMap(accounts);
    }

    /** The latest run that plans to load a vault: its checkpoint, of whichever of its vaults came last. */
    public Optional<Checkpoint> latestRunOf(VaultName vault) {
        return accounts.values().stream()
                .flatMap(account -> account.checkpoint().stream())
                .filter(checkpoint -> checkpoint.plan().contains(vault))
                .max(Comparator.comparing(Checkpoint::startedAt).thenComparing(Checkpoint::at));
    }

    /** The run that a vault's next load goes on with: the latest, where it is neither over nor was given up for this vault. */
    public Optional<Checkpoint> unfinishedRunOf(VaultName vault) {
        return latestRunOf(vault)
                .filter(run -> !isOver(run))
                .filter(run -> !account(new LedgerKey(run.run(), vault)).isAbandoned());
    }

    /** When the latest run started. */
    public Optional<Instant> latestStart() {
        return accounts.values().stream()
                .flatMap(account -> account.checkpoint().stream())
                .map(Checkpoint::startedAt)
                .max(Comparator.naturalOrder());
    }

    /** Whether every vault of a run is loaded or was given up. */
    public boolean isOver(Checkpoint run) {
        return run.plan().stream()
                .map(vault -> account(new LedgerKey(run.run(), vault)))
                .allMatch(account -> account.isFinished() || account.isAbandoned());
    }
}
