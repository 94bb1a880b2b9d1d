package com.skyflow.loader.monitor.status;

import com.skyflow.loader.common.deadletter.DeadLetterFilter;
import com.skyflow.loader.common.deadletter.OpenDeadLetters;
import com.skyflow.loader.common.kafka.KafkaClients;
import com.skyflow.loader.common.ledger.Account;
import com.skyflow.loader.common.ledger.LedgerFinder;
import com.skyflow.loader.common.ledger.LedgerKey;
import com.skyflow.loader.common.ledger.LedgerLog;
import com.skyflow.loader.common.row.RowKey;
import com.skyflow.loader.common.vault.VaultName;
import com.skyflow.loader.monitor.pending.Balance;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads where the rows of all runs of some vaults are, as often as it is asked. Owned by one thread. */
public final class StatusReader implements AutoCloseable {
    private final KafkaClients clients;
    private final List<VaultName> vaults;
    private final LedgerFinder ledger;

    public StatusReader(KafkaClients clients, Collection<VaultName> vaults) {
        this.clients = clients;
        this.vaults = List.copyOf(vaults);
        this.ledger = new LedgerFinder(clients);
    }

    /**
     * Where the rows are now: of every run that is known, or of which rows or dead letters are there; in the order in which the
     * runs started. None where there never was a load; a vault whose topic is gone is told of, with the rows that it held.
     *
     * @throws com.skyflow.loader.common.failure.LoaderException if Kafka does not answer, or holds events that cannot be read
     */
    public List<RunStatus> read() {
        return vaults.isEmpty() ? List.of() : ledger.find().map(this::read).orElse(List.of());
    }

    private List<RunStatus> read(LedgerLog log) {
        Map<LedgerKey, Account> accounts = Map.copyOf(log.read().accounts());
        Map<LedgerKey, Long> open = open();
        Set<LedgerKey> keys = accounts.keySet().stream()
                .filter(key -> vaults.contains(key.vault()))
                .collect(Collectors.toCollection(HashSet::new));
        keys.addAll(open.keySet());
        vaults.forEach(vault -> keys.add(new LedgerKey(RowKey.UNKNOWN_RUN, vault)));
        return Balance.measure(clients, log, keys).entrySet().stream()
                .map(balance -> status(balance.getKey(), balance.getValue(), open, accounts))
                .filter(StatusReader::isKnown)
                .sorted(RunStatus.ORDER)
                .toList();
    }

    private static RunStatus status(
            LedgerKey key, Balance balance, Map<LedgerKey, Long> open, Map<LedgerKey, Account> accounts) {
        Account before = accounts.getOrDefault(key, Account.EMPTY);
        long counted = open.getOrDefault(key, 0L);
        // They were counted between the two.
        boolean settled = before.equals(balance.account());
        return new RunStatus(key, balance, counted, settled);
    }

    private static boolean isKnown(RunStatus status) {
        return !status.balance().account().equals(Account.EMPTY)
                || status.balance().pending() + status.open() > 0;
    }

    private Map<LedgerKey, Long> open() {
        Map<LedgerKey, Long> open = new HashMap<>();
        for (VaultName vault : vaults) {
            String topic = clients.settings().topics().deadLetters(vault);
            OpenDeadLetters.find(clients, topic, DeadLetterFilter.ALL)
                    .forEach(record -> open.merge(
                            new LedgerKey(
                                    RowKey.parse(record.key()).map(RowKey::run).orElse(RowKey.UNKNOWN_RUN), vault),
                            1L,
                            Long::sum));
        }
        return open;
    }

    @Override
    public void close() {
        ledger.close();
    }
}
