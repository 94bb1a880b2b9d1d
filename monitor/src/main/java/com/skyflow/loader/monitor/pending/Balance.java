package com.skyflow.loader.monitor.pending;

import com.skyflow.loader.common.kafka.KafkaClients;
import com.skyflow.loader.common.ledger.Account;
import com.skyflow.loader.common.ledger.LedgerKey;
import com.skyflow.loader.common.ledger.LedgerLog;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * An account and what is pending in the topic, seen at one time.
 *
 * @param pending rows of the run in the topic, as counted there
 * @param settled whether the account stood still while they were counted; if not, other processes are at work and the two cannot be
 *     compared
 */
public record Balance(Account account, long pending, boolean settled) {
    private static final int LOOKS = 5;

    /**
     * Looks until the accounts stand still, a few times.
     *
     * @param keys the accounts to look at
     * @return their balances, and one for every other run of which rows are pending in the same vaults
     */
    public static Map<LedgerKey, Balance> measure(KafkaClients clients, LedgerLog log, Collection<LedgerKey> keys) {
        Map<LedgerKey, Account> before = accounts(log);
        for (int look = 1; ; look++) {
            PendingRows pending = PendingRows.count(
                    clients, keys.stream().map(LedgerKey::vault).distinct().toList());
            Map<LedgerKey, Account> after = accounts(log);
            Set<LedgerKey> all = new LinkedHashSet<>(keys);
            all.addAll(pending.keys());
            Map<LedgerKey, Balance> balances = new HashMap<>();
            for (LedgerKey key : all) {
                Account account = after.getOrDefault(key, Account.EMPTY);
                // Not what is outstanding: as many rows may have come as were finished.
                boolean settled = account.equals(before.getOrDefault(key, Account.EMPTY));
                balances.put(key, new Balance(account, pending.of(key), settled));
            }
            if (look == LOOKS || balances.values().stream().allMatch(Balance::settled)) {
                return balances;
            }
            before = after;
        }
    }

    /** The accounts alone, where the topic cannot be counted in the time that is left: what they have outstanding is held to be there. */
    public static Map<LedgerKey, Balance> assume(LedgerLog log, Collection<LedgerKey> keys) {
        Map<LedgerKey, Account> accounts = accounts(log);
        Map<LedgerKey, Balance> balances = new HashMap<>();
        for (LedgerKey key : keys) {
            Account account = accounts.getOrDefault(key, Account.EMPTY);
            balances.put(key, new Balance(account, account.outstanding(), false));
        }
        return balances;
    }

    private static Map<LedgerKey, Account> accounts(LedgerLog log) {
        return Map.copyOf(log.read().accounts());
    }

    /** Whether the account and the topic contradict each other. */
    public boolean contradicts() {
        return settled && !account.balances(pending);
    }
}
