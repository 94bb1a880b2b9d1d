package com.skyflow.loader.uploader;

import com.skyflow.loader.common.row.RowKey;
import com.skyflow.loader.common.row.RunKeys;
import com.skyflow.loader.common.vault.VaultName;
import com.skyflow.loader.uploader.health.Lease;
import com.skyflow.loader.uploader.health.RejectionJudge;
import com.skyflow.loader.uploader.health.RejectionJudge.Verdict;
import com.skyflow.loader.uploader.health.Stop;
import com.skyflow.loader.uploader.health.VaultHealth;
import com.skyflow.loader.uploader.runs.Runs;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the poll thread does, turn by turn. It owns the consumer and everything that is counted; its figures may be read by any thread.
 * It knows no clock and no thread but those it is given, so that every order of events can be played to it.
 *
 * <ol>
 *   <li>Rows are cut into batches a partition, and every batch is sent on its own.
 *   <li>A batch comes back as a result; what is finished from the front of a partition is committed, with its dead letters and
 *       outcomes, in one transaction.
 *   <li>When as many rows as the window allows are not committed, the partitions are paused. While they are, this waits for results
 *       and not in the consumer, which spins under {@code group.protocol=consumer} with paused partitions (KAFKA-21084).
 * </ol>
 */
final class PollLoop {
    private static final Logger log = LoggerFactory.getLogger(PollLoop.class);
    private static final Duration COMMIT_INTERVAL = Duration.ofMillis(500);
    private static final Duration REFRESH_INTERVAL = Duration.ofSeconds(1);
    private static final Duration STEP = Duration.ofMillis(10);
    private static final Duration IDLE_STEP = Duration.ofMillis(100);

    private final VaultName vault;
    private final UploaderSettings settings;
    private final Consumer<byte[], byte[]> consumer;
    private final Lanes lanes;
    private final Committer committer;
    private final Runs runs;
    private final VaultHealth health;
    private final RejectionJudge judge;
    private final HeldRows held;
    private final Lease lease;
    private final LongSupplier nanoTime;
    private final int maxPollRecords;
    private volatile int uncommitted;
    private volatile int partitions;
    private volatile boolean joined;
    private volatile boolean awaitsEndOfSource;
    private long committedAt;
    private long refreshedAt;
    private boolean atEnd;
    private RunKeys last = new RunKeys(RowKey.UNKNOWN_RUN);

    PollLoop(
            VaultName vault,
            UploaderSettings settings,
            Consumer<byte[], byte[]> consumer,
            Lanes lanes,
            Committer committer,
            Runs runs,
            VaultHealth health,
            RejectionJudge judge,
            HeldRows held,
            Lease lease,
            LongSupplier nanoTime) {
        this.vault = vault;
        this.settings = settings;
        this.consumer = consumer;
        this.lanes = lanes;
        this.committer = committer;
        this.runs = runs;
        this.health = health;
        this.judge = judge;
        this.held = held;
        this.lease = lease;
        this.nanoTime = nanoTime;
        this.maxPollRecords = maxPollRecords(settings);
        this.committedAt = nanoTime.getAsLong();
        this.refreshedAt = committedAt;
    }

    /** Records of one poll at most: few enough that it does not go far beyond the window. */
    static int maxPollRecords(UploaderSettings settings) {
        return Math.clamp(settings.windowRecords() / 8, 1, 2_000);
    }

    /** What is to be told of the partitions that come and go. */
    Rebalance rebalance() {
        return new Rebalance(vault, consumer, lanes, committer, settings.drainTimeout());
    }

    /** Records taken from the topic and not committed. */
    int uncommitted() {
        return uncommitted;
    }

    /** How many partitions are owned. */
    int partitions() {
        return partitions;
    }

    /** What was held at the latest look. */
    HeldRows.View held() {
        return held.view();
    }

    /** Whether the vault has rejected all rows that are there, and it is to be seen whether there are others. */
    boolean awaitsEndOfSource() {
        return awaitsEndOfSource;
    }

    /** Whether the group has taken this one in. */
    boolean hasJoined() {
        return joined;
    }

    /** One turn. */
    void step() {
        lease.renew();
        boolean full = isWindowFull();
        setPaused(full);
        receive(full);
        lanes.sendExpired();
        lanes.takeResults(Duration.ZERO);
        commitIfDue();
        if (elapsed(refreshedAt, REFRESH_INTERVAL)) {
            refreshedAt = nanoTime.getAsLong();
            runs.refresh();
            checkPatience();
            held.look(lanes, this::unread);
        }
        judgeWhatIsHeldBack();
        uncommitted = lanes.records();
        partitions = lanes.partitions().size();
        joined = partitions > 0 || consumer.groupMetadata().generationId() > 0;
    }

    private void receive(boolean full) {
        if (full) {
            lanes.takeResults(STEP);
        }
        Duration patience = full ? Duration.ZERO : lanes.isSending() ? STEP : IDLE_STEP;
        var records = consumer.poll(patience);
        atEnd = records.isEmpty() && !full;
        for (TopicPartition partition : records.partitions()) {
            receive(partition, records.records(partition));
        }
    }

    /** Rows of a run follow one another: what is asked of a run is asked once for all that do. */
    private void receive(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> rows) {
        int from = 0;
        while (from < rows.size()) {
            RunKeys run = run(rows.get(from).key());
            int to = from + 1;
            while (to < rows.size() && run.contains(rows.get(to).key())) {
                to++;
            }
            Optional<String> refusal = runs.refusal(run.run());
            if (refusal.isPresent()) {
                health.stop(new Stop.NeedsPerson(refusal.get()));
                return;
            }
            lanes.receive(partition, rows.subList(from, to), run.run());
            from = to;
        }
    }

    private RunKeys run(byte @Nullable [] key) {
        if (!last.contains(key)) {
            last = new RunKeys(RowKey.parse(key).map(RowKey::run).orElse(RowKey.UNKNOWN_RUN));
        }
        return last;
    }

    private boolean isWindowFull() {
        return lanes.records() + maxPollRecords > settings.windowRecords() || lanes.bytes() > settings.windowBytes();
    }

    /**
     * Under {@code group.protocol=consumer} a partition can be lost on another thread between the question which there are and what is
     * asked of it: then nothing is done, and the next poll tells of the loss.
     */
    private void setPaused(boolean paused) {
        try {
            if (paused) {
                consumer.pause(consumer.assignment());
            } else if (!consumer.paused().isEmpty()) {
                consumer.resume(consumer.paused());
            }
        } catch (IllegalStateException e) {
            log.atDebug().addKeyValue("vault", vault).log("A partition was lost while it was paused or resumed");
        }
    }

    private void commitIfDue() {
        boolean idle = atEnd && !lanes.isSending();
        boolean crowded = isWindowFull()
                && elapsed(committedAt, STEP)
                && (!lanes.isSending() || committer.committable(lanes) >= settings.windowRecords() / 4);
        if (idle || crowded || elapsed(committedAt, COMMIT_INTERVAL)) {
            committedAt = nanoTime.getAsLong();
            committer.commit(lanes);
        }
    }

    private void checkPatience() {
        settings.patience().ifPresent(patience -> {
            Duration limit = health.hasAnswered() ? patience.once() : patience.never();
            if (lanes.isSending() && health.hasFailedFor(limit)) {
                String done = health.obstacle()
                        .map(problem -> "not been called (" + problem + ")")
                        .orElse(health.hasAnswered() ? "taken nothing" : "not answered");
                String last = health.lastProblem()
                        .filter(problem -> health.obstacle().isEmpty())
                        .map(problem -> " (at last: " + problem + ")")
                        .orElse("");
                health.stop(new Stop.Unfinished("Vault %s has %s for %d s%s. Nothing is lost: start again to continue."
                        .formatted(vault, done, limit.toSeconds(), last)));
            }
        });
    }

    /**
     * While the vault has taken nothing, rejected rows are held back. They are dead letters when no more rows can come, and a sign of
     * wrong settings when they fill the window.
     */
    private void judgeWhatIsHeldBack() {
        awaitsEndOfSource = false;
        if (judge.verdict() != Verdict.OPEN || lanes.isSending() || !lanes.isCut() || lanes.records() == 0) {
            return;
        }
        if (isWindowFull()) {
            health.stop(new Stop.Misconfigured(
                    "The vault rejected all of the first %d rows. Check its table and column; no row was given up for it."
                            .formatted(lanes.records())));
        } else if (atEnd && hasReadAll()) {
            awaitsEndOfSource = !runs.areExtracted();
            if (!awaitsEndOfSource) {
                judge.complete();
            }
        }
    }

    private boolean hasReadAll() {
        try {
            return consumer.assignment().stream()
                    .allMatch(partition -> consumer.currentLag(partition).orElse(1) == 0);
        } catch (IllegalStateException e) {
            // A partition was lost in between, as above.
            return false;
        }
    }

    /** The last turn: no further batch is begun, those that have rows in the vault are waited for, and what is finished is committed. */
    void settle() {
        setPaused(true);
        lanes.settle(lanes.partitions(), settings.drainTimeout());
        committer.commit(lanes);
        held.look(lanes, this::unread);
    }

    /** Offsets of a partition that have not been taken yet. */
    private OptionalLong unread(TopicPartition partition) {
        try {
            return consumer.currentLag(partition);
        } catch (IllegalStateException e) {
            // A partition was lost in between, as above.
            return OptionalLong.empty();
        }
    }

    private boolean elapsed(long since, Duration interval) {
        return nanoTime.getAsLong() - since >= interval.toNanos();
    }

    /** Lets go of everything that is still on its way or not committed, at once: leaving the group commits nothing more. */
    void abandon() {
        lanes.settle(lanes.partitions(), Duration.ZERO);
        lanes.drop(lanes.partitions());
    }
}
