package com.skyflow.loader.cli.load;

import com.skyflow.loader.common.kafka.KafkaClients;
import com.skyflow.loader.common.ledger.Account;
import com.skyflow.loader.common.ledger.LedgerKey;
import com.skyflow.loader.common.ledger.LedgerLog;
import com.skyflow.loader.monitor.pending.PendingRows;

/**
 * An account and what is pending in the topic, seen at one time.
 *
 * @param pending rows of the run in the topic, as counted there
 * @param settled whether the account stood still while they were counted; if not, other processes are at work and the two cannot be
 *     compared
 */
record Balance(Account account, long pending, boolean settled) {
    private static final int LOOKS = 5;

    /** Looks until the account stands still, a few times. */
    static Balance measure(KafkaClients clients, LedgerLog log, LedgerKey key) {
        Account before = log.read().account(key);
        for (int look = 1; ; look++) {
            long pending = PendingRows.count(clients, key.vault()).of(key.run());
            Account after = log.read().account(key);
            boolean settled = after.outstanding() == before.outstanding();
            if (settled || look == LOOKS) {
                return new Balance(after, pending, settled);
            }
            before = after;
        }
    }

    /** Whether the account and the topic contradict each other. */
    boolean contradicts() {
        return settled && !account.balances(pending);
    }
}
