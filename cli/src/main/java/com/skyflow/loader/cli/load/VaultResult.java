package com.skyflow.loader.cli.load;

import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.ledger.Account;
import com.skyflow.loader.common.ledger.Checkpoint;
import com.skyflow.loader.common.vault.VaultName;
import com.skyflow.loader.monitor.pending.Balance;
import com.skyflow.loader.uploader.UploaderStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How the load of one vault ended.
 *
 * @param checkpoint how far the run's extraction came; empty if there is no run
 * @param balance the run's account, and what of the run is still in the topic
 * @param status the last figures of the upload; empty if there was none
 * @param errorLog the run's error log; empty if it has no dead letters
 * @param problems why it did not come to a good end, each a sentence
 * @param exitCode what that means for the command
 */
record VaultResult(
        VaultName vault,
        Optional<Checkpoint> checkpoint,
        Balance balance,
        Optional<UploaderStatus> status,
        Optional<Path> errorLog,
        List<String> problems,
        ExitCode exitCode) {
    VaultResult {
        problems = List.copyOf(problems);
    }

    /** The run's account. */
    Account account() {
        return balance.account();
    }

    /** Rows of the run still in the topic, as counted there. */
    long pending() {
        return balance.pending();
    }

    /** Whether the account does not contradict the topic; a vault without a run has nothing to balance. */
    boolean balances() {
        return checkpoint.isEmpty() || !balance.contradicts();
    }

    /** Rows that were given up, in the source or at the vault, and neither replayed nor purged since. */
    long deadLetters() {
        return account().openDeadLetters() + account().parked();
    }
}
