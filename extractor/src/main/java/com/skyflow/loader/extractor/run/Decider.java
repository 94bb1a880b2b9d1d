package com.skyflow.loader.extractor.run;

import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import com.skyflow.loader.common.ledger.Account;
import com.skyflow.loader.common.ledger.Checkpoint;
import com.skyflow.loader.common.ledger.Checkpoint.State;
import com.skyflow.loader.common.ledger.Ledger;
import com.skyflow.loader.common.ledger.LedgerKey;
import com.skyflow.loader.common.ledger.SourceIdentity;
import com.skyflow.loader.extractor.VaultSource;
import java.util.Optional;

/** Decides which run an extraction belongs to: an unfinished run is continued, vault by vault, unless it is given up. */
public final class Decider {
    /** What to do with an unfinished run. */
    public enum Unfinished {
        CONTINUE,
        /** Give it up: its rows that are still in the topic are discarded. */
        ABANDON
    }

    private final Ledger ledger;
    private final Unfinished unfinished;

    public Decider(Ledger ledger, Unfinished unfinished) {
        this.ledger = ledger;
        this.unfinished = unfinished;
    }

    /**
     * What to do for a vault.
     *
     * @throws LoaderException if the unfinished run reads another source or goes to another destination
     */
    public Decision decide(VaultSource vault) {
        Optional<Checkpoint> latest = ledger.unfinishedRunOf(vault.vault());
        if (latest.isEmpty()) {
            return new Decision.Begin(Optional.empty(), Optional.empty());
        }
        Checkpoint run = latest.get();
        Account account = ledger.account(new LedgerKey(run.run(), vault.vault()));
        if (unfinished == Unfinished.ABANDON) {
            return new Decision.Begin(Optional.empty(), Optional.of(abandoned(run, account, vault)));
        }
        return account.checkpoint()
                .map(checkpoint -> proceed(checkpoint, account, vault))
                .orElseGet(() -> new Decision.Begin(latest, Optional.empty()));
    }

    private static Decision proceed(Checkpoint checkpoint, Account account, VaultSource vault) {
        SourceIdentity found = vault.source().identity();
        if (account.isFinished()) {
            return found.equals(checkpoint.source()) && vault.destination().equals(checkpoint.destination())
                    ? new Decision.Loaded(checkpoint)
                    : new Decision.Begin(Optional.empty(), Optional.empty());
        }
        ensureSame(checkpoint, vault, found);
        return checkpoint.state() == State.EXTRACTED
                ? new Decision.OnlyUploads(checkpoint)
                : new Decision.Resume(checkpoint);
    }

    private static void ensureSame(Checkpoint checkpoint, VaultSource vault, SourceIdentity found) {
        if (!vault.destination().equals(checkpoint.destination())) {
            throw refused(
                    checkpoint,
                    "goes to %s, but now %s is set".formatted(checkpoint.destination(), vault.destination()));
        }
        SourceIdentity before = checkpoint.source();
        if (!found.kind().equals(before.kind()) || !found.names().equals(before.names())) {
            throw refused(checkpoint, "reads %s, but now %s is set".formatted(before.names(), found.names()));
        }
        if (found.maxRecords() != before.maxRecords() || found.appendSuffix() != before.appendSuffix()) {
            throw refused(
                    checkpoint,
                    "was started with max_records %d and append-suffix %s, but now %d and %s are set"
                            .formatted(
                                    before.maxRecords(),
                                    before.appendSuffix(),
                                    found.maxRecords(),
                                    found.appendSuffix()));
        }
        if (!found.equals(before)) {
            throw refused(checkpoint, "reads %s, which has changed since".formatted(before.names()));
        }
    }

    private static LoaderException refused(Checkpoint checkpoint, String difference) {
        return new LoaderException(
                ExitCode.USAGE,
                "Vault %s: run %s is unfinished (%d rows read) and %s. Restore what it was started with to continue it, or give it up with --fresh: what is left of it is then never uploaded."
                        .formatted(checkpoint.vault(), checkpoint.run(), checkpoint.position(), difference));
    }

    /** Also a vault that the run only planned is marked, or the run would stay unfinished for ever. */
    private static Checkpoint abandoned(Checkpoint run, Account account, VaultSource vault) {
        return account.checkpoint()
                .orElseGet(() -> new Checkpoint(
                        run.run(),
                        vault.vault(),
                        run.plan(),
                        State.EXTRACTING,
                        run.source(),
                        run.destination(),
                        null,
                        null,
                        0,
                        0,
                        0,
                        null,
                        run.startedAt(),
                        run.at()))
                .abandoned();
    }
}
