package com.skyflow.loader.uploader;

import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import com.skyflow.loader.common.instance.CallFigures;
import com.skyflow.loader.common.instance.UploadFigures;
import com.skyflow.loader.common.kafka.FencedException;
import com.skyflow.loader.common.kafka.GroupProtocol;
import com.skyflow.loader.common.kafka.KafkaClients;
import com.skyflow.loader.common.kafka.KafkaRefusal;
import com.skyflow.loader.common.kafka.TransactionalWriter;
import com.skyflow.loader.common.topic.Topics;
import com.skyflow.loader.common.vault.Destination;
import com.skyflow.loader.common.vault.VaultName;
import com.skyflow.loader.uploader.UploaderStatus.State;
import com.skyflow.loader.uploader.health.Lease;
import com.skyflow.loader.uploader.health.RejectionJudge;
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
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.utils.Utils;

/**
 * Moves the rows of one vault from its topic into the vault. {@link #run} is the poll thread, which owns the consumer, the producer
 * and everything that is counted ({@link PollLoop}); {@link #drain} and {@link #status} may be called from any thread.
 */
public final class VaultUploader implements AutoCloseable {
    /** For leaving the group; a cluster that does not answer by then is not waited for. */
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final KafkaClients clients;
    private final VaultName vault;
    private final String instance;
    private final Clock clock;
    private final UploadMeter meter = new UploadMeter();
    private final Lease lease;
    private final VaultHealth health = new VaultHealth(System::nanoTime);
    private final CallLimit callLimit;
    private final RunGate gate;
    private final TransactionalWriter writer;
    private final RowDeletion deletion;
    private final VaultClient client;
    private final int window;
    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Function<Consumer<byte[], byte[]>, PollLoop> loops;
    private Consumer<byte[], byte[]> consumer;
    private volatile PollLoop loop;
    private volatile CommittedRows committed = CommittedRows.NONE;
    private volatile boolean draining;

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
        this.instance = instance;
        this.client = client;
        this.clock = clock;
        this.window = settings.windowRecords();
        this.lease = new Lease(System::nanoTime, clock);
        Topics topics = clients.settings().topics();
        this.callLimit = new CallLimit(settings.concurrency(), System::nanoTime);
        RejectionJudge judge = new RejectionJudge(settings.misconfiguredAfter(), settings.misconfiguredShare());
        this.writer = new TransactionalWriter(clients, topics.uploaderTransactionalId(vault, instance));
        this.gate = orClose(() -> new RunGate(clients, vault, destination), writer);
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
        Lanes lanes = new Lanes(sender, new ResultQueue(), limit, settings.linger(), lease, System::nanoTime);
        this.deletion = new RowDeletion(clients.admin(), vault, settings.deletionInterval(), System::nanoTime);
        this.consumers =
                () -> clients.groupConsumer(topics.uploaderGroup(vault), clientId(), PollLoop.maxPollRecords(settings));
        this.loops = member -> {
            Committer committer = new Committer(
                    writer::write, topics, vault, instance, judge, member::groupMetadata, this::committed, clock);
            HeldRows held = new HeldRows(health, committer::isCommittable, clock);
            return new PollLoop(
                    vault, settings, member, lanes, committer, gate, health, judge, held, lease, System::nanoTime);
        };
        this.consumer = orClose(consumers, gate, writer);
        this.loop = loops.apply(consumer);
    }

    /** Opens what comes next, and closes what was opened before if it cannot be. */
    private static <T> T orClose(Supplier<T> next, AutoCloseable... before) {
        try {
            return next.get();
        } catch (RuntimeException e) {
            closeAll(before);
            throw e;
        }
    }

    /** Closes each also if another fails: what was committed stays so, and what ended the uploader is to be told. */
    private static void closeAll(AutoCloseable... opened) {
        for (AutoCloseable each : opened) {
            Utils.closeQuietly(each, "what an uploader used");
        }
    }

    /** On the poll thread. */
    private void committed(Commit commit) {
        deletion.committed(commit.offsets());
        committed = committed.plus(commit);
    }

    private String clientId() {
        return clients.settings().topics().uploaderTransactionalId(vault, instance);
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
            uploadByWhatIsOffered();
            loop.settle();
            deletion.ask();
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
            loop.abandon();
        }
        return health.stopped();
    }

    /** A cluster says that it does not offer a group protocol when a member is about to join: before it has given it any row. */
    private void uploadByWhatIsOffered() {
        try {
            upload();
        } catch (UnsupportedVersionException e) {
            if (clients.settings().groupProtocol() == GroupProtocol.CLASSIC || loop.hasJoined()) {
                throw e;
            }
            clients.fallBackToClassic();
            consumer.close();
            consumer = consumers.get();
            loop = loops.apply(consumer);
            upload();
        }
    }

    private void upload() {
        consumer.subscribe(List.of(clients.settings().topics().rows(vault)), loop.rebalance());
        while (!draining && health.stopped().isEmpty()) {
            loop.step();
        }
    }

    /** The vault's own topic is only read, the others are only written to. */
    private AclOperation tried(KafkaException failure) {
        boolean rows = failure instanceof TopicAuthorizationException refused
                && refused.unauthorizedTopics()
                        .contains(clients.settings().topics().rows(vault));
        return rows ? AclOperation.READ : AclOperation.WRITE;
    }

    /** Ends {@link #run} soon: no further batch is begun, those that have rows in the vault are waited for, and what is finished is committed. */
    public void drain() {
        draining = true;
    }

    /**
     * Whether the vault has rejected all rows that are there, too few to tell whether they or the settings are at fault. Nothing is given
     * up or committed until other rows come, or the source has ended.
     */
    public boolean awaitsEndOfSource() {
        return loop.awaitsEndOfSource();
    }

    /** What it is doing now. */
    public UploaderStatus status() {
        return new UploaderStatus(
                state(),
                health.pause(),
                health.failing(),
                loop.partitions(),
                loop.uncommitted(),
                callLimit.concurrency(),
                callLimit.perSecond(),
                meter.read());
    }

    /** What it has done since it began, and has in its hands. */
    public UploadFigures figures() {
        UploadMeter.Reading reading = meter.read();
        UploadMeter.Traffic traffic = meter.traffic();
        CommittedRows rows = committed;
        Duration pause = health.pause();
        double pace = callLimit.perSecond();
        return new UploadFigures(
                loop.held().partitions(),
                window,
                rows.uploaded(),
                rows.deadLetters(),
                rows.discarded(),
                new CallFigures(
                        callLimit.concurrency(),
                        reading.inFlight(),
                        Double.isInfinite(pace) ? null : pace,
                        pause.isZero() ? null : clock.instant().plus(pause),
                        reading.requests(),
                        traffic.retries(),
                        reading.throttles(),
                        traffic.bytesSent(),
                        traffic.bytesReceived(),
                        client.connections(),
                        reading.p50(),
                        reading.p95(),
                        reading.p99()));
    }

    /** The runs of the rows that it has in its hands. */
    public List<String> runs() {
        return loop.held().runs();
    }

    /** Why it is not uploading, redacted; empty if there is nothing to say. */
    public Optional<String> problem() {
        return health.stopped()
                .map(Stop::sentence)
                .or(health::obstacle)
                .or(() -> health.isOutage() ? health.lastProblem() : Optional.empty());
    }

    /** The name that no other living uploader of the vault has. */
    public String instance() {
        return instance;
    }

    /** How long its calls took. */
    public UploadMeter.Latencies latencies() {
        return meter.latencies();
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
        return loop.partitions() > 0 ? State.UPLOADING : loop.hasJoined() ? State.IDLE : State.JOINING;
    }

    /** Leaves the group. Called on the thread of {@link #run}, after it. */
    @Override
    public void close() {
        closeAll(() -> consumer.close(CloseOptions.timeout(FAREWELL)), writer, gate);
    }
}
