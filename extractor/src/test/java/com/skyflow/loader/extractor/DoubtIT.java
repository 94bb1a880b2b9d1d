package com.skyflow.loader.extractor;

import static com.skyflow.loader.extractor.ExtractorFixture.CHUNK;
import static com.skyflow.loader.extractor.Load.SSN;
import static com.skyflow.loader.testing.Answers.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import com.skyflow.loader.common.kafka.TransactionalWriter;
import com.skyflow.loader.common.ledger.Checkpoint;
import com.skyflow.loader.common.ledger.Checkpoint.State;
import com.skyflow.loader.extractor.publish.Publisher;
import com.skyflow.loader.extractor.run.Decider.Unfinished;
import com.skyflow.loader.testing.EmbeddedKafka;
import com.skyflow.loader.testing.TcpProxy;
import com.skyflow.loader.testing.Wait;
import com.skyflow.loader.testing.Warnings;
import com.skyflow.loader.testing.kafka.TestBroker;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Extractions that do not hear from Kafka how a transaction ended. */
class DoubtIT {
    private static final Duration BOUND = Duration.ofMinutes(3);
    private static final long ROWS = 2_500;
    private static final long FIRST_CHECKPOINT = 1;
    /** The first checkpoint, and two chunks with theirs. */
    private static final long TWO_CHUNKS = 1 + 2 * (CHUNK + 1);

    private static final String DOUBT =
            "Kafka does not tell how a transaction of this extractor ended, so it is looked for";

    @RegisterExtension
    static final EmbeddedKafka KAFKA = new EmbeddedKafka();

    @RegisterExtension
    final CanaryWatch canary = new CanaryWatch();

    @TempDir
    Path folder;

    private final Warnings warnings = new Warnings("com.skyflow.loader.extractor.publish");

    private volatile @Nullable Publisher successor;

    @AfterEach
    void hearNoMore() {
        warnings.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {FIRST_CHECKPOINT, TWO_CHUNKS})
    void theExtractionGoesOnWhereTheClusterEndedItsTransaction(long records) {
        Cluster cluster = gated();
        ArrivalGate.after(records, () -> awaitAbort(cluster));

        ensureExtracted(cluster, new ExtractorFixture(cluster).extract(new Load(folder).rows(SSN, ROWS)));
        assertThat(warnings.messages()).containsExactly(DOUBT, "The transaction was not committed: it is written anew");
    }

    @Test
    void aRunIsGivenUpOnceWhereTheClusterEndedTheTransactionThatDoesIt() {
        Cluster cluster = gated();
        ExtractorFixture fixture = new ExtractorFixture(cluster);
        VaultSource vault = new Load(folder).rows(SSN, ROWS);
        fixture.prepare(vault).forEach(Extraction::close);
        ArrivalGate.after(2, () -> awaitAbort(cluster));

        Checkpoint end = fixture.extract(Unfinished.ABANDON, vault).getFirst();

        assertThat(warnings.messages()).containsExactly(DOUBT, "The transaction was not committed: it is written anew");
        assertThat(cluster.checkpoints(SSN))
                .extracting(Checkpoint::state)
                .startsWith(State.EXTRACTING, State.ABANDONED, State.EXTRACTING)
                .containsOnlyOnce(State.ABANDONED)
                .endsWith(State.EXTRACTED);
        fixture.ensurePublished(SSN, end.run(), ROWS);
    }

    @Test
    void theExtractionEndsWhereAnotherHasTakenOverMeanwhile() {
        Cluster cluster = gated();
        ExtractorFixture fixture = new ExtractorFixture(cluster);
        VaultSource vault = new Load(folder).rows(SSN, ROWS);
        ArrivalGate.after(TWO_CHUNKS, () -> successor = successor(cluster));

        ensureTakenOver(cluster, () -> fixture.extract(vault));
        fixture.ensurePublished(SSN, cluster.latest(SSN).run(), CHUNK);
        assertThat(cluster.checkpoints(SSN))
                .extracting(Checkpoint::position)
                .as("of this one twice, of the other twice")
                .containsExactly(0L, 1_000L, 1_000L, 1_000L);
    }

    @Test
    void theCheckpointOfAnotherThatContinuesTheSameRunIsNotTakenForItsOwn() {
        Cluster cluster = gated();
        ExtractorFixture fixture = new ExtractorFixture(cluster);
        VaultSource vault = new Load(folder).rows(SSN, ROWS);
        fixture.breakOff(vault, CHUNK + 1);
        ArrivalGate.after(FIRST_CHECKPOINT, () -> successor = successor(cluster));

        ensureTakenOver(cluster, () -> fixture.prepare(vault));
        assertThat(cluster.checkpoints(SSN))
                .extracting(Checkpoint::position)
                .as("of the first one twice, of the last one twice")
                .containsExactly(0L, 1_000L, 1_000L, 1_000L);
    }

    @ParameterizedTest
    @ValueSource(longs = {FIRST_CHECKPOINT, TWO_CHUNKS})
    void whatWasCommittedThoughNobodySaidSoIsNotPublishedAgain(long records) throws Exception {
        try (TcpProxy line = TcpProxy.to(1);
                TestBroker broker = TestBroker.start(Map.of("advertised.listeners", "OPEN://" + line.address()))) {
            line.lead(URI.create("kafka://" + broker.openServers()).getPort());
            Cluster patient = Cluster.at(line.address(), "doubt").with(SSN);
            // So that the broker has made what transactions need before somebody is impatient.
            new TransactionalWriter(patient.clients(), "doubt-first").close();
            Map<String, String> impatient = new HashMap<>(ArrivalGate.PROPERTIES);
            impatient.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "2000");
            Cluster cluster = Cluster.at(line.address(), "doubt", impatient);
            VaultSource vault = new Load(folder).rows(SSN, ROWS);
            ArrivalGate.after(records, line::mute);

            var extracted = CompletableFuture.supplyAsync(() -> new ExtractorFixture(cluster).extract(vault));
            Wait.until("a doubt", BOUND, () -> warnings.messages().contains(DOUBT) || extracted.isDone());
            line.heal();

            ensureExtracted(patient, extracted.get(BOUND.toSeconds(), TimeUnit.SECONDS));
            assertThat(warnings.messages())
                    .containsExactly(DOUBT, "The transaction was committed: the extraction goes on behind it");
        }
    }

    private static Cluster gated() {
        Map<String, String> properties = new HashMap<>(ArrivalGate.PROPERTIES);
        properties.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, "5000");
        return Cluster.at(KAFKA.bootstrapServers(), KAFKA.freshPrefix(), properties)
                .with(SSN);
    }

    private static void awaitAbort(Cluster cluster) {
        String id = cluster.topics().extractorTransactionalId(SSN);
        Wait.until(
                "the end of a transaction that is open too long",
                BOUND,
                () -> await(KAFKA.admin().describeTransactions(List.of(id)).description(id))
                                .state()
                        == TransactionState.COMPLETE_ABORT);
    }

    /** Another extractor, which has published what it publishes first that goes on with the same run. */
    private static Publisher successor(Cluster cluster) {
        Publisher successor =
                Publisher.open(cluster.clients(), SSN, UUID.randomUUID(), ExtractorFixture.SETTINGS, Clock.systemUTC());
        successor.publish(List.of(cluster.latest(SSN)));
        return successor;
    }

    /** Fails unless an extraction ends, and leaves its successor alone. */
    private void ensureTakenOver(Cluster cluster, ThrowingCallable extraction) {
        assertThatThrownBy(extraction)
                .isInstanceOfSatisfying(
                        LoaderException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.UNFINISHED))
                .hasMessage(
                        "Another extractor of vault ssn has taken over. Nothing is published twice; this one ends.");
        try (Publisher other = Objects.requireNonNull(successor)) {
            other.publish(List.of(cluster.latest(SSN)));
        }
        assertThat(warnings.messages()).containsExactly(DOUBT, "The cluster lets this extractor publish no more");
    }

    private static void ensureExtracted(Cluster cluster, List<Checkpoint> ends) {
        assertThat(ends.getFirst().state()).isEqualTo(State.EXTRACTED);
        new ExtractorFixture(cluster).ensurePublished(SSN, ends.getFirst().run(), ROWS);
        assertThat(cluster.checkpoints(SSN)).extracting(Checkpoint::position).containsExactly(0L, 1_000L, 2_000L, ROWS);
        cluster.ensureNothingLeaked(List.of(SSN));
    }
}
