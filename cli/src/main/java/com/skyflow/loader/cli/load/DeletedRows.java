package com.skyflow.loader.cli.load;

import com.skyflow.loader.common.kafka.KafkaClients;
import com.skyflow.loader.common.kafka.TopicPartitions;
import com.skyflow.loader.common.ledger.Account;
import com.skyflow.loader.common.ledger.LedgerKey;
import com.skyflow.loader.common.ledger.LedgerLog;
import com.skyflow.loader.common.topic.Topics;
import com.skyflow.loader.common.vault.VaultName;
import com.skyflow.loader.monitor.pending.PendingRows;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves the committed offsets of a vault behind what somebody has deleted from its topic, if that were no rows that are still wanted:
 * rows of a run that was given up, or marks of transactions. Otherwise the offsets stay, and stop the uploader.
 */
final class DeletedRows {
    private static final Logger log = LoggerFactory.getLogger(DeletedRows.class);

    private DeletedRows() {}

    /** Does so, as far as the cluster lets it; called before the uploader joins its group. */
    static void pass(KafkaClients clients, VaultName vault) {
        try {
            Map<TopicPartition, OffsetAndMetadata> passed = passed(clients, vault);
            if (!passed.isEmpty() && isComplete(clients, vault)) {
                clients.admin()
                        .alterConsumerGroupOffsets(clients.settings().topics().uploaderGroup(vault), passed)
                        .all()
                        .get();
                log.atInfo()
                        .addKeyValue("vault", vault)
                        .addKeyValue("partitions", passed.size())
                        .log("Offsets moved behind deleted records of which none is wanted");
            }
        } catch (ExecutionException e) {
            // No group yet, no right to look, or members in the group: then the offsets are as they are.
            log.atDebug().addKeyValue("vault", vault).setCause(e).log("Committed offsets were not looked at");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** For each partition whose committed offset was deleted, the first that was not. */
    private static Map<TopicPartition, OffsetAndMetadata> passed(KafkaClients clients, VaultName vault)
            throws ExecutionException, InterruptedException {
        Admin admin = clients.admin();
        Topics topics = clients.settings().topics();
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(topics.uploaderGroup(vault))
                .partitionsToOffsetAndMetadata()
                .get();
        Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
        TopicPartitions.find(clients, List.of(topics.rows(vault)))
                .forEach(partition -> partitions.put(partition, OffsetSpec.earliest()));
        Map<TopicPartition, OffsetAndMetadata> passed = new HashMap<>();
        admin.listOffsets(partitions).all().get().forEach((partition, beginning) -> {
            OffsetAndMetadata offset = committed.get(partition);
            if (offset != null && offset.offset() < beginning.offset()) {
                passed.put(partition, new OffsetAndMetadata(beginning.offset()));
            }
        });
        return passed;
    }

    /** Whether the topic holds every row that is outstanding in a run that was not given up. */
    private static boolean isComplete(KafkaClients clients, VaultName vault) {
        try (LedgerLog ledger = new LedgerLog(clients)) {
            // First the accounts: what is published meanwhile is then pending and not missing.
            Map<LedgerKey, Account> accounts = Map.copyOf(ledger.read().accounts());
            PendingRows pending = PendingRows.count(clients, List.of(vault));
            return accounts.entrySet().stream()
                    .filter(account -> account.getKey().vault().equals(vault))
                    .filter(account -> !account.getValue().isAbandoned())
                    .allMatch(account ->
                            pending.of(account.getKey()) >= account.getValue().outstanding());
        }
    }
}
