package com.skyflow.loader.uploader;

import com.skyflow.loader.common.vault.VaultName;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes the rows behind the committed offsets from a vault's topic: they are in the vault or in the dead-letter topic. Where the
 * cluster does not let it, the rows stay, and the load goes on. Owned by the poll thread.
 */
final class RowDeletion {
    private static final Logger log = LoggerFactory.getLogger(RowDeletion.class);

    private final Admin admin;
    private final VaultName vault;
    private final Optional<Duration> interval;
    private final LongSupplier nanoTime;
    private final Map<TopicPartition, RecordsToDelete> due = new HashMap<>();
    private final AtomicBoolean refused = new AtomicBoolean();
    private long askedAt;

    /** @param interval how often the cluster is asked, at most; empty if the rows are to stay */
    RowDeletion(Admin admin, VaultName vault, Optional<Duration> interval, LongSupplier nanoTime) {
        this.admin = admin;
        this.vault = vault;
        this.interval = interval;
        this.nanoTime = nanoTime;
        this.askedAt = nanoTime.getAsLong();
    }

    /** These offsets have been committed. */
    void committed(Map<TopicPartition, OffsetAndMetadata> offsets) {
        interval.ifPresent(most -> {
            offsets.forEach((partition, next) -> due.put(partition, RecordsToDelete.beforeOffset(next.offset())));
            if (nanoTime.getAsLong() - askedAt >= most.toNanos()) {
                ask();
            }
        });
    }

    /** Asks the cluster to delete what is due, and does not wait for its answer. */
    void ask() {
        askedAt = nanoTime.getAsLong();
        if (due.isEmpty()) {
            return;
        }
        var ignored = admin.deleteRecords(Map.copyOf(due)).all().whenComplete((done, failure) -> {
            if (failure == null) {
                refused.set(false);
            } else if (!refused.getAndSet(true)) {
                log.atWarn()
                        .addKeyValue("vault", vault)
                        .addKeyValue("cause", failure.getClass().getSimpleName())
                        .log("Uploaded rows stay in the topic");
            }
        });
        due.clear();
    }
}
