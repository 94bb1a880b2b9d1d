package com.skyflow.loader.uploader;

import com.skyflow.loader.uploader.health.Lease;
import com.skyflow.loader.uploader.health.RejectionJudge;
import com.skyflow.loader.uploader.health.VaultHealth;
import com.skyflow.loader.uploader.runs.Runs;
import com.skyflow.loader.uploader.send.Backoff;
import com.skyflow.loader.uploader.send.BatchLimit;
import com.skyflow.loader.uploader.send.BatchResult;
import com.skyflow.loader.uploader.send.SendSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The real poll loop, lanes and committer of one process, with a simulated consumer, vault and cluster around them. */
final class SimulatedUploader {
    private static final int BATCH = 5;
    private static final Duration DRAIN = Duration.ofSeconds(2);
    private static final UploaderSettings SETTINGS = new UploaderSettings(
            BATCH,
            4,
            Duration.ofMillis(50),
            6 * BATCH,
            1 << 20,
            DRAIN,
            new SendSettings(5, new Backoff(Duration.ofMillis(1), Duration.ofMillis(1)), Duration.ZERO, true),
            Optional.empty(),
            1_000,
            0.5,
            Optional.empty());

    private final PollLoopSimulation simulation;
    private final String name;
    private final SimulatedConsumer consumer;
    private final SimulatedVault vault;
    private final PollLoop loop;
    private final ConsumerRebalanceListener listener;
    private final ResultsOfChance results = new ResultsOfChance();
    private boolean unanswered;

    SimulatedUploader(PollLoopSimulation simulation, String name) {
        this.simulation = simulation;
        this.name = name;
        Lease lease = new Lease(simulation::nanos, () -> Instant.EPOCH.plusNanos(simulation.nanos()));
        RejectionJudge judge = new RejectionJudge(SETTINGS.misconfiguredAfter(), SETTINGS.misconfiguredShare());
        consumer = new SimulatedConsumer(simulation, name, PollLoop.maxPollRecords(SETTINGS));
        vault = new SimulatedVault(
                simulation,
                name,
                lease,
                judge,
                partition -> name.equals(simulation.group().owner(partition)));
        Consumer<byte[], byte[]> client = consumer.consumer();
        Lanes lanes = new Lanes(vault, results, new BatchLimit(BATCH), SETTINGS.linger(), lease, simulation::nanos);
        Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
        Committer committer = new Committer(
                this::write,
                SimulatedTopic.TOPICS,
                Scenario.VAULT,
                name,
                judge,
                client::groupMetadata,
                commit -> {},
                clock);
        VaultHealth health = new VaultHealth(simulation::nanos);
        loop = new PollLoop(
                Scenario.VAULT,
                SETTINGS,
                client,
                lanes,
                committer,
                new KnownRun(),
                health,
                judge,
                new HeldRows(health, committer::isCommittable, clock),
                lease,
                simulation::nanos);
        listener = loop.rebalance();
    }

    ConsumerRebalanceListener listener() {
        return listener;
    }

    SimulatedVault vault() {
        return vault;
    }

    /** One turn. False if the process ends because Kafka fails. */
    boolean step() {
        try {
            loop.step();
            return true;
        } catch (KafkaException e) {
            die();
            return false;
        }
    }

    /** Ends as it does on a signal. */
    void stop() {
        try {
            loop.settle();
            loop.abandon();
            consumer.close();
        } catch (KafkaException e) {
            die();
        }
    }

    /** Ends as it does by SIGKILL. */
    void die() {
        vault.die();
        simulation.group().owned(name).forEach(simulation.topic()::excuseUncommitted);
        simulation.group().leave(name);
    }

    /** Nothing was heard of it for so long that the group goes on without it. */
    void beLost() {
        simulation.group().owned(name).forEach(simulation.topic()::excuseUncommitted);
        simulation.group().leave(name);
    }

    private void write(
            List<ProducerRecord<byte[], byte[]>> records,
            Map<TopicPartition, OffsetAndMetadata> offsets,
            Supplier<ConsumerGroupMetadata> group) {
        if (unanswered) {
            throw new KafkaException("not answered");
        }
        if (group.get().generationId() != simulation.group().generation(name) || simulation.faultHappens(3)) {
            offsets.keySet().forEach(simulation.topic()::excuseUncommitted);
            throw new CommitFailedException();
        }
        if (simulation.faultHappens(1)) {
            offsets.keySet().forEach(simulation.topic()::excuseUncommitted);
            throw new KafkaException("refused");
        }
        for (TopicPartition partition : offsets.keySet()) {
            SimulatedTopic.ensure(
                    name.equals(simulation.group().owner(partition)),
                    name + " committed " + partition + " without owning it");
        }
        simulation.topic().commit(records, offsets);
        if (simulation.faultHappens(1)) {
            unanswered = true;
            throw new KafkaException("not answered");
        }
    }

    /** Results that come while somebody waits for them. */
    private final class ResultsOfChance implements Results {
        private final Queue<BatchResult> queue = new ArrayDeque<>();

        @Override
        public void add(BatchResult result) {
            queue.add(result);
        }

        @Override
        public @Nullable BatchResult take(Duration patience) {
            if (queue.isEmpty() && !patience.isZero()) {
                simulation.elapse(patience);
            }
            return queue.poll();
        }
    }

    /** The one run of a simulation, all of whose rows are in the topic. */
    private static final class KnownRun implements Runs {
        @Override
        public void refresh() {}

        @Override
        public Optional<String> refusal(String run) {
            return Optional.empty();
        }

        @Override
        public boolean areExtracted() {
            return true;
        }
    }
}
