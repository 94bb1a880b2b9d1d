package com.skyflow.loader.uploader;

import com.skyflow.loader.common.deadletter.Reason;
import com.skyflow.loader.common.topic.Topics;
import com.skyflow.loader.common.vault.VaultName;
import com.skyflow.loader.uploader.health.RejectionJudge;
import com.skyflow.loader.uploader.health.RejectionJudge.Verdict;
import com.skyflow.loader.uploader.send.BatchResult;
import java.time.Clock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Commits what is finished: dead letters, outcomes and offsets in one transaction. Owned by the poll thread. */
final class Committer {
    private static final Logger log = LoggerFactory.getLogger(Committer.class);

    private final Transactions transactions;
    private final Topics topics;
    private final VaultName vault;
    private final String instance;
    private final RejectionJudge judge;
    private final Supplier<ConsumerGroupMetadata> group;
    private final Consumer<Commit> committed;
    private final Clock clock;

    /** @param committed is told of each commit that has happened */
    Committer(
            Transactions transactions,
            Topics topics,
            VaultName vault,
            String instance,
            RejectionJudge judge,
            Supplier<ConsumerGroupMetadata> group,
            Consumer<Commit> committed,
            Clock clock) {
        this.transactions = transactions;
        this.topics = topics;
        this.vault = vault;
        this.instance = instance;
        this.judge = judge;
        this.group = group;
        this.committed = committed;
        this.clock = clock;
    }

    /**
     * Commits the finished prefix of every lane; does nothing, and opens no transaction, where there is none.
     *
     * @throws com.skyflow.loader.common.kafka.FencedException if another process goes by this instance's name
     * @throws org.apache.kafka.common.KafkaException if the cluster did not take it; nothing was committed
     */
    void commit(Lanes lanes) {
        Commit commit = new Commit(lanes.finished(this::isCommittable));
        if (commit.isEmpty()) {
            return;
        }
        try {
            transactions.write(commit.records(topics, vault, instance, clock.instant()), commit.offsets(), group);
            lanes.committed(commit.finished());
            committed.accept(commit);
        } catch (CommitFailedException e) {
            // The group has moved on: the next poll says which partitions are still ours, and what is finished stays
            // so.
            log.atWarn().addKeyValue("vault", vault).log("The group changed during a commit");
        }
    }

    /** Records that a commit would commit now. */
    int committable(Lanes lanes) {
        return lanes.finishedRecords(this::isCommittable);
    }

    /** Rejected rows are held back until it is clear that they are wrong and not the settings. */
    boolean isCommittable(BatchResult result) {
        if (result.givenUp().isEmpty()) {
            return true;
        }
        return switch (judge.verdict()) {
            case Verdict.ROWS -> true;
            case Verdict.SETTINGS -> false;
            case Verdict.OPEN ->
                result.givenUp().stream().noneMatch(row -> row.letter().reason() == Reason.REJECTED);
        };
    }
}
