package com.skyflow.loader.extractor;

import static com.skyflow.loader.extractor.Load.SSN;
import static com.skyflow.loader.testing.Answers.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.skyflow.loader.common.kafka.TopicReader;
import com.skyflow.loader.common.ledger.Checkpoint;
import com.skyflow.loader.common.ledger.Events;
import com.skyflow.loader.testing.ChildProcess;
import com.skyflow.loader.testing.EmbeddedKafka;
import com.skyflow.loader.testing.JavaCommand;
import com.skyflow.loader.testing.Wait;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class KilledExtractorIT {
    private static final long ROWS = 100_000;
    private static final Duration BOUND = Duration.ofMinutes(3);

    @RegisterExtension
    static final EmbeddedKafka KAFKA = new EmbeddedKafka();

    @TempDir
    Path folder;

    private Cluster cluster;
    private long position;

    @BeforeEach
    void createTopics() {
        cluster = Cluster.at(KAFKA.bootstrapServers(), KAFKA.freshPrefix()).with(SSN);
    }

    @Test
    void everyRowIsPublishedOnceThoughItIsKilledInsideThreeTransactions() {
        new Load(folder).rows(SSN, ROWS);
        List<ChildProcess> children = new ArrayList<>();
        try (TopicReader runs = TopicReader.fromBeginning(
                cluster.clients(), List.of(new TopicPartition(cluster.topics().runs(), 0)))) {
            for (long least : new long[] {ROWS / 10, ROWS * 4 / 10, ROWS * 6 / 10}) {
                boolean wasInside = false;
                while (!wasInside) {
                    ChildProcess child = start(least + ROWS / 10);
                    children.add(child);
                    wasInside = isKilledInsideATransaction(child, runs, least);
                }
                assertThat(position).isBetween(ROWS / 10, ROWS * 9 / 10);
            }
            ChildProcess last = start(ROWS);
            children.add(last);
            assertThat(last.awaitExit(BOUND)).as("%s", last).isZero();
        } finally {
            children.forEach(ChildProcess::close);
        }

        Checkpoint end = cluster.latest(SSN);
        assertThat(end.state()).isEqualTo(Checkpoint.State.EXTRACTED);
        assertThat(end.published()).isEqualTo(ROWS);
        new ExtractorFixture(cluster).ensurePublished(SSN, end.run(), ROWS);
        cluster.ensureNothingLeaked(List.of(SSN));
        children.forEach(child -> CanaryWatch.ensureAbsent(child.toString()));
    }

    /** Starts one that waits to be killed from a row on, so that it is not through before the test has looked at it. */
    private ChildProcess start(long slower) {
        return JavaCommand.of(
                        ExtractorProcess.class,
                        folder,
                        KAFKA.bootstrapServers(),
                        cluster.topics().prefix(),
                        Long.toString(slower))
                .jvm("-Xmx160m")
                .start();
    }

    /**
     * Halts it again and again until it is caught inside a transaction: a halted process cannot end one before it is killed. False if
     * the end of it was already on its way to the broker.
     */
    private boolean isKilledInsideATransaction(ChildProcess child, TopicReader runs, long least) {
        Wait.until("row " + least + " from " + child, BOUND, () -> read(runs) >= least || !child.isAlive());
        Wait.until("an open transaction of " + child, BOUND, () -> {
            child.sigstop();
            if (transaction() == TransactionState.ONGOING) {
                return true;
            }
            child.sigcont();
            return false;
        });
        child.sigkill();
        boolean wasInside = transaction() == TransactionState.ONGOING;
        read(runs);
        return wasInside;
    }

    private long read(TopicReader runs) {
        runs.readOn(record -> position = Events.checkpoint(record).position());
        return position;
    }

    private TransactionState transaction() {
        String id = cluster.topics().extractorTransactionalId(SSN);
        return await(KAFKA.admin().describeTransactions(List.of(id)).description(id))
                .state();
    }
}
