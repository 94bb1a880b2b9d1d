package com.skyflow.loader.monitor.lag;

import com.skyflow.loader.common.ledger.Account;
import com.skyflow.loader.common.ledger.Checkpoint;
import com.skyflow.loader.common.ledger.Checkpoint.State;
import com.skyflow.loader.common.ledger.Ledger;
import com.skyflow.loader.common.ledger.LedgerKey;
import com.skyflow.loader.common.vault.VaultName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the ledger says of a vault, all runs together.
 *
 * @param outstanding rows that are published and not done with
 * @param done rows that are done with
 * @param extracting whether more are to come from a source
 */
record Backlog(long outstanding, long done, boolean extracting) {
    static Backlog of(VaultName vault, Optional<Ledger> ledger) {
        List<Account> accounts = ledger.map(Ledger::accounts).orElse(Map.of()).entrySet().stream()
                .filter((Map.Entry<LedgerKey, Account> account) ->
                        account.getKey().vault().equals(vault))
                .map(Map.Entry::getValue)
                .toList();
        return new Backlog(
                Math.max(0, accounts.stream().mapToLong(Account::outstanding).sum()),
                accounts.stream()
                        .mapToLong(account -> account.uploaded() + account.deadLetters() + account.discarded())
                        .sum(),
                accounts.stream()
                        .flatMap(account -> account.checkpoint().stream())
                        .map(Checkpoint::state)
                        .anyMatch(State.EXTRACTING::equals));
    }
}
