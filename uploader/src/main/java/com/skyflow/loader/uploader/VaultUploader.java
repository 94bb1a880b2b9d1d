package com.skyflow.loader.uploader;

import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import com.skyflow.loader.common.kafka.FencedException;
import com.skyflow.loader.common.kafka.KafkaClients;
import com.skyflow.loader.common.kafka.KafkaRefusal;
import com.skyflow.loader.common.kafka.TransactionalWriter;
import com.skyflow.loader.common.row.RowKey;
import com.skyflow.loader.common.topic.Topics;
import com.skyflow.loader.common.vault.Destination;
import com.skyflow.loader.common.vault.VaultName;
import com.skyflow.loader.uploader.UploaderStatus.State;
import com.skyflow.loader.uploader.health.Lease;
import com.skyflow.loader.uploader.health.RejectionJudge;
import com.skyflow.loader.uploader.health.RejectionJudge.Verdict;
import com.skyflow.loader.uploader.health.Stop;
import com.skyflow.loader.uploader.health.VaultHealth;
import com.skyflow.loader.uploader.limit.CallLimit;
import com.skyflow.loader.uploader.runs.RunGate;
import com.skyflow.loader.uploader.send.BatchLimit;
import com.skyflow.loader.uploader.send.Sender;
import com.skyflow.loader.uploader.send.UploadMeter;
import com.skyflow.loader.vault.client.VaultClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves the rows of one vault from its topic into the vault. {@link #run} is the poll thread, which owns the consumer, the producer
 * and everything that is counted; {@link #drain} and {@link #status} may be called from any thread.
 *
 * <ol>
 *   <li>Rows are cut into batches a partition, and every batch is sent on a virtual thread of its own.
 *   <li>A batch comes back as a result; what is finished from the front of a partition is committed, with its dead letters and
 *       outcomes, in one transaction.
 *   <li>When as many rows as the window allows are not committed, the partitions are paused. While they are, this waits for results
 *       and not in the consumer, which spins under {@code group.protocol=consumer} with paused partitions (KAFKA-21084).
 * </ol>
 */
public final class VaultUploader implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(VaultUploader.class);
    private static final Duration COMMIT_INTERVAL = Duration.ofMillis(500);
    private static final Duration REFRESH_INTERVAL = Duration.ofSeconds(1);
    private static final Duration STEP = Duration.ofMillis(10);
    private static final Duration IDLE_STEP = Duration.ofMillis(100);

    private final KafkaClients clients;
    private final VaultName vault;
    private final UploaderSettings settings;
    private final String instance;
    private final UploadMeter meter = new UploadMeter();
    private final Lease lease = new Lease(System::nanoTime);
    private final VaultHealth health = new VaultHealth(System::nanoTime);
    private final RejectionJudge judge;
    private final CallLimit callLimit;
    private final RunGate gate;
    private final TransactionalWriter writer;
    private final Consumer<byte[], byte[]> consumer;
    private final Lanes lanes;
    private final RowDeletion deletion;
    private final Committer committer;
    private volatile boolean draining;
    private volatile int uncommitted;
    private volatile int partitions;
    private volatile boolean joined;
    private long committedAt = System.nanoTime();
    private long refreshedAt = System.nanoTime();
    private boolean atEnd;

    /**
     * Takes the place of an earlier uploader of the same instance, whose open transaction ends here.
     *
     * @param instance a name that no other living uploader of the vault has, and that stays the same after a restart
     * @throws LoaderException if Kafka cannot be used
     */
    public VaultUploader(
            KafkaClients clients,
            VaultName vault,
            Destination destination,
            VaultClient client,
            UploaderSettings settings,
            String instance,
            Clock clock) {
        this.clients = clients;
        this.vault = vault;
        this.settings = settings;
        this.instance = instance;
        Topics topics = clients.settings().topics();
        this.callLimit = new CallLimit(settings.concurrency(), System::nanoTime);
        this.judge = new RejectionJudge(settings.misconfiguredAfter(), settings.misconfiguredShare());
        this.writer = new TransactionalWriter(clients, topics.uploaderTransactionalId(vault, instance));
        this.gate = new RunGate(clients, vault, destination);
        BatchLimit limit = new BatchLimit(settings.batchSize());
        Sender sender = new Sender(
                client,
                settings.send(),
                callLimit,
                health,
                judge,
                lease,
                gate::isAbandoned,
                limit,
                meter,
                clock,
                System::nanoTime);
        this.lanes = new Lanes(sender, limit, settings.linger(), lease);
        this.consumer = clients.groupConsumer(topics.uploaderGroup(vault), clientId(), maxPollRecords());
        this.deletion = new RowDeletion(clients.admin(), vault, settings.deletionInterval(), System::nanoTime);
        this.committer =
                new Committer(writer, topics, vault, instance, judge, consumer::groupMetadata, deletion, clock);
    }

    private String clientId() {
        return clients.settings().topics().uploaderTransactionalId(vault, instance);
    }

    /** Small enough that one poll does not go far beyond the window. */
    private int maxPollRecords() {
        return Math.clamp(settings.windowRecords() / 8, 1, 2_000);
    }

    /**
     * Uploads until {@link #drain} is called, or the vault has to be stopped.
     *
     * @return why it stopped; empty if it was drained
     */
    public Optional<Stop> run() {
        Topics topics = clients.settings().topics();
        try {
            if (clients.settings().staticMember().isEmpty()) {
                // A static member takes over from its predecessor by itself.
                GroupCleanup.removePredecessors(clients.admin(), topics.uploaderGroup(vault), clientId());
            }
            consumer.subscribe(
                    List.of(topics.rows(vault)),
                    new Rebalance(vault, consumer, lanes, committer, settings.drainTimeout()));
            while (!draining && health.stopped().isEmpty()) {
                step();
            }
            settle();
        } catch (FencedException e) {
            health.stop(new Stop.Unfinished(
                    "Another uploader of vault %s goes by the name %s and has taken over, or this one was suspended for too long. Start again to continue."
                            .formatted(vault, instance)));
        } catch (FencedInstanceIdException e) {
            health.stop(new Stop.Unfinished(
                    "Another uploader of vault %s has the same group.instance.id and has taken over. Give each its own in kafka.properties and start again to continue."
                            .formatted(vault)));
        } catch (InvalidOffsetException e) {
            health.stop(new Stop.NeedsPerson(
                    "Rows of vault %s that were not uploaded are gone from topic %s: its retention or somebody has deleted them. Start the extraction anew with --fresh."
                            .formatted(vault, topics.rows(vault))));
        } catch (LoaderException e) {
            health.stop(
                    e.exitCode() == ExitCode.STOPPED
                            ? new Stop.NeedsPerson(e.sentence())
                            : new Stop.Unfinished(e.sentence()));
        } catch (KafkaException e) {
            health.stop(KafkaRefusal.sentence(clients.settings(), tried(e), e)
                    .<Stop>map(Stop.NeedsPerson::new)
                    .orElseGet(() -> new Stop.Unfinished(
                            "Kafka failed: %s. Start again to continue.".formatted(e.getMessage()))));
        } finally {
            lanes.settle(lanes.partitions(), Duration.ZERO);
        }
        return health.stopped();
    }

    /** The vault's own topic is only read, the others are only written to. */
    private AclOperation tried(KafkaException failure) {
        boolean rows = failure instanceof TopicAuthorizationException refused
                && refused.unauthorizedTopics()
                        .contains(clients.settings().topics().rows(vault));
        return rows ? AclOperation.READ : AclOperation.WRITE;
    }

    private void step() {
        lease.renew();
        boolean full = isWindowFull();
        setPaused(full);
        receive(full);
        lanes.sendExpired();
        lanes.takeResults(Duration.ZERO);
        commitIfDue();
        if (elapsed(refreshedAt, REFRESH_INTERVAL)) {
            refreshedAt = System.nanoTime();
            gate.refresh();
            checkPatience();
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
        for (ConsumerRecord<byte[], byte[]> row : records) {
            String run = RowKey.parse(row.key()).map(RowKey::run).orElse(RowKey.UNKNOWN_RUN);
            Optional<String> refusal = gate.refusal(run);
            if (refusal.isPresent()) {
                health.stop(new Stop.NeedsPerson(refusal.get()));
                return;
            }
            lanes.receive(row, run);
        }
    }

    private boolean isWindowFull() {
        return lanes.records() + maxPollRecords() > settings.windowRecords() || lanes.bytes() > settings.windowBytes();
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
        boolean crowded = isWindowFull() && elapsed(committedAt, STEP);
        if (idle || crowded || elapsed(committedAt, COMMIT_INTERVAL)) {
            committedAt = System.nanoTime();
            committer.commit(lanes);
        }
    }

    private void checkPatience() {
        settings.patience().ifPresent(patience -> {
            Duration limit = health.hasAnswered() ? patience.once() : patience.never();
            if (lanes.isSending() && health.failing().compareTo(limit) > 0) {
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
        if (judge.verdict() != Verdict.OPEN || lanes.isSending() || !lanes.isCut() || lanes.records() == 0) {
            return;
        }
        if (isWindowFull()) {
            health.stop(new Stop.Misconfigured(
                    "The vault rejected all of the first %d rows. Check its table and column; no row was given up for it."
                            .formatted(lanes.records())));
        } else if (atEnd && gate.areExtracted() && hasReadAll()) {
            judge.complete();
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

    private void settle() {
        setPaused(true);
        lanes.settle(lanes.partitions(), settings.drainTimeout());
        committer.commit(lanes);
        deletion.ask();
    }

    private static boolean elapsed(long since, Duration interval) {
        return System.nanoTime() - since >= interval.toNanos();
    }

    /** Ends {@link #run} soon: no further batch is begun, those that have rows in the vault are waited for, and what is finished is committed. */
    public void drain() {
        draining = true;
    }

    /** What it is doing now. */
    public UploaderStatus status() {
        return new UploaderStatus(
                state(),
                health.pause(),
                health.failing(),
                partitions,
                uncommitted,
                callLimit.concurrency(),
                callLimit.perSecond(),
                meter.read());
    }

    /** How long ago the poll thread last came round. */
    public Duration sinceTurn() {
        return lease.sinceRenewal();
    }

    private State state() {
        if (health.stopped().isPresent()) {
            return State.STOPPED;
        }
        if (draining) {
            return State.DRAINING;
        }
        if (health.isOutage() || health.obstacle().isPresent()) {
            return State.OUTAGE;
        }
        if (!health.pause().isZero()) {
            return State.THROTTLED;
        }
        return partitions > 0 ? State.UPLOADING : joined ? State.IDLE : State.JOINING;
    }

    /** Leaves the group. Called on the thread of {@link #run}, after it. */
    @Override
    public void close() {
        consumer.close();
        writer.close();
        gate.close();
    }
}
