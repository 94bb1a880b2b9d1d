package com.skyflow.loader.monitor.status;

import com.skyflow.loader.common.ledger.Account;
import com.skyflow.loader.common.ledger.Checkpoint;
import com.skyflow.loader.common.ledger.LedgerKey;
import com.skyflow.loader.common.row.RowKey;
import com.skyflow.loader.monitor.pending.Balance;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the rows of one run and vault are.
 *
 * @param balance the account, and what is pending in the vault's topic
 * @param open dead letters that are open, as counted in their topic
 * @param settled whether the account stood still while these were counted
 */
public record RunStatus(LedgerKey key, Balance balance, long open, boolean settled) {
    /** In the order in which the runs started. */
    public static final Comparator<RunStatus> ORDER = Comparator.comparing(
                    (RunStatus status) -> status.firstAt().orElse(Instant.MAX))
            .thenComparing(status -> status.key().run())
            .thenComparing(status -> status.key().vault());

    /** A status of which nothing has been counted yet. */
    public static RunStatus assumed(LedgerKey key, Account account) {
        return new RunStatus(key, new Balance(account, account.outstanding(), false), account.openDeadLetters(), false);
    }

    /**
     * What it comes to with a later account. What was counted moves on by what the account has moved since, so that a difference that
     * was found stays until it is counted again.
     */
    public RunStatus movedTo(Account latest) {
        Account counted = balance.account();
        long pending = balance.settled()
                ? balance.pending() + latest.outstanding() - counted.outstanding()
                : latest.outstanding();
        long letters = settled ? open + latest.openDeadLetters() - counted.openDeadLetters() : latest.openDeadLetters();
        return new RunStatus(key, new Balance(latest, pending, balance.settled()), letters, settled);
    }

    /** Whether the account contradicts what stands in the topics: a record was deleted, damaged or forged. */
    public boolean contradicts() {
        Account account = balance.account();
        if (key.run().equals(RowKey.UNKNOWN_RUN)) {
            // Records of other programs have no checkpoint to be compared with, but none of them is ever uploaded.
            return account.uploaded() + account.replayed() > 0;
        }
        return balance.contradicts() || (settled && open != account.openDeadLetters());
    }

    /** When the run started. */
    public Optional<Instant> firstAt() {
        return balance.account().checkpoint().map(Checkpoint::startedAt);
    }

    /** When a row was last published or finished. */
    public Optional<Instant> lastAt() {
        return Stream.of(
                        balance.account().checkpoint().map(Checkpoint::at),
                        balance.account().lastOutcomeAt())
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder());
    }
}
