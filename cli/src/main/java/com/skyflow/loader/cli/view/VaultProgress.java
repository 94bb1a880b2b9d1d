package com.skyflow.loader.cli.view;

import com.skyflow.loader.common.ledger.Account;
import com.skyflow.loader.common.ledger.Checkpoint;
import com.skyflow.loader.common.vault.VaultName;
import com.skyflow.loader.uploader.UploaderStatus;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How far the load of one vault is.
 *
 * @param checkpoint how far the extraction is; empty before a run begins
 * @param account what is committed
 * @param uploads whether this process uploads it
 * @param status what the upload is doing; empty if there is none, or it has not said so yet
 * @param concurrency calls that may be in flight
 */
public record VaultProgress(
        VaultName vault,
        Optional<Checkpoint> checkpoint,
        Account account,
        boolean uploads,
        Optional<UploaderStatus> status,
        int concurrency) {
    /** Rows to load; empty if the source was not counted and has not been read to its end. */
    OptionalLong total() {
        Long counted = checkpoint.map(Checkpoint::total).orElse(null);
        if (counted != null) {
            return OptionalLong.of(counted);
        }
        return checkpoint
                .filter(run -> run.state() != Checkpoint.State.EXTRACTING)
                .map(run -> OptionalLong.of(run.position()))
                .orElse(OptionalLong.empty());
    }

    /** Rows that are finished; where nothing is uploaded here, rows that are published. */
    long done() {
        long rejected = checkpoint.map(Checkpoint::rejected).orElse(0L);
        return uploads
                ? account.uploaded() + account.deadLetters() + account.discarded() + rejected
                : checkpoint.map(Checkpoint::position).orElse(0L);
    }
}
