package com.skyflow.loader.monitor.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.skyflow.loader.common.deadletter.Reason;
import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import com.skyflow.loader.common.json.EventJson;
import com.skyflow.loader.common.kafka.TopicSetup;
import com.skyflow.loader.common.kafka.TransactionalWriter;
import com.skyflow.loader.common.ledger.Account;
import com.skyflow.loader.common.ledger.Calls;
import com.skyflow.loader.common.ledger.Checkpoint;
import com.skyflow.loader.common.ledger.Checkpoint.State;
import com.skyflow.loader.common.ledger.Events;
import com.skyflow.loader.common.ledger.Latency;
import com.skyflow.loader.common.ledger.LedgerKey;
import com.skyflow.loader.common.ledger.Outcome;
import com.skyflow.loader.common.ledger.Posting;
import com.skyflow.loader.common.ledger.SourceIdentity;
import com.skyflow.loader.common.topic.Topics;
import com.skyflow.loader.common.vault.Destination;
import com.skyflow.loader.monitor.Fixture;
import com.skyflow.loader.monitor.status.StatusReader;
import com.skyflow.loader.testing.ChildProcess;
import com.skyflow.loader.testing.EmbeddedKafka;
import com.skyflow.loader.testing.JavaCommand;
import com.skyflow.loader.testing.Wait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The ledger as Kafka Streams keeps it, against the sums that are made without it. */
final class LedgerStreamsIT {
    @RegisterExtension
    static final EmbeddedKafka kafka = new EmbeddedKafka();

    private static final Duration LONG = Duration.ofMinutes(2);
    private static final Instant START = Instant.parse("2026-11-21T03:00:00Z");

    @TempDir
    Path path;

    private Fixture fixture;
    private int outcomes;

    @BeforeEach
    void start() {
        fixture = Fixture.of(kafka);
        new TopicSetup(fixture.clients()).ensureLedger(LedgerTopology.STORE);
    }

    @AfterEach
    void stop() {
        fixture.clients().close();
    }

    @Test
    void ofAProcessThatIsKilledAndWhoseStateIsDeletedComesBackWithTheSameFigures() throws IOException {
        Path state = path.resolve("state");
        JavaCommand command = JavaCommand.of(
                        LedgerProcess.class,
                        path,
                        kafka.bootstrapServers(),
                        fixture.clients().settings().topics().prefix(),
                        state.toString())
                .jvm("-Xmx128m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
        try (ChildProcess first = command.start()) {
            work(40);
            awaitEqual();
            // It is killed with work before it, and while it may be at it.
            work(300);
            first.sigkill();
            assertThat(first.awaitExit(LONG)).isEqualTo(128 + 9);
        }
        delete(state);
        work(20);
        assertThat(posted()).isNotEqualTo(summedUp());

        try (ChildProcess second = command.start()) {
            awaitEqual();
            work(5);
            awaitEqual();
            second.sigkill();
        }
        Account account = accounts().getOrDefault(key("run1"), Posting.NONE).account();
        assertThat(account.uploaded()).isEqualTo(7L * outcomes);
        assertThat(account.deadLettered()).isEqualTo(Map.of(Reason.REJECTED, (long) outcomes));
        assertThat(account.calls().requests()).isEqualTo(2L * outcomes);
        assertThat(account.calls().latency().calls()).isEqualTo(2L * outcomes);
    }

    @Test
    void countsNoOutcomeTwiceWhereItsOffsetsWereLost() {
        work(10);
        try (LedgerStreams ledger = started(path)) {
            awaitEqual();
            assertThat(ledger.failure()).isEmpty();
        }
        String group = fixture.clients().settings().topics().ledgerApplication();
        Wait.until("the deletion of its offsets", LONG, () -> isDeleted(group));

        work(3);
        try (LedgerStreams ledger = started(path)) {
            awaitEqual();
            assertThat(ledger.failure()).isEmpty();
        }
    }

    @Test
    void oneOfTwoTakesOverFromTheOther() {
        try (LedgerStreams first = started(path.resolve("1"));
                LedgerStreams second = started(path.resolve("2"))) {
            work(3);
            awaitEqual();
            Wait.until("both", LONG, () -> first.isRunning() && second.isRunning());
            first.close();
            work(3);
            awaitEqual();
            assertThat(second.failure()).isEmpty();
        }
    }

    @Test
    void endsAtARecordThatIsNoEventAndSaysWhere() {
        work(1);
        String topic = fixture.clients().settings().topics().outcomes();
        try (LedgerStreams ledger = started(path)) {
            awaitEqual();
            fixture.write(List.of(new ProducerRecord<>(topic, Fixture.bytes("run1/ssn"), Fixture.bytes("5"))));

            Wait.until("its end", LONG, () -> ledger.failure().isPresent());
            LoaderException failure = ledger.failure().orElseThrow();
            assertThat(failure.sentence())
                    .matches(
                            "Topic " + topic
                                    + " holds at offset \\d+ a record that is no outcome of this loader: another program writes to it, or it was damaged\\.");
            assertThat(failure.exitCode()).isEqualTo(ExitCode.STOPPED);
        }
    }

    private LedgerStreams started(Path state) {
        LedgerStreams ledger = new LedgerStreams(fixture.clients(), state);
        ledger.start();
        return ledger;
    }

    /** Commits transactions as an extractor and an uploader do, of two runs. */
    private void work(int transactions) {
        Topics topics = fixture.clients().settings().topics();
        try (TransactionalWriter writer =
                new TransactionalWriter(fixture.clients(), topics.uploaderTransactionalId(Fixture.SSN, "test"))) {
            for (int i = 0; i < transactions; i++) {
                outcomes++;
                writer.write(List.of(
                        Events.record(topics.runs(), checkpoint("run1")),
                        Events.record(topics.outcomes(), outcome("run1")),
                        Events.record(topics.outcomes(), outcome("run2"))));
            }
        }
    }

    private Checkpoint checkpoint(String run) {
        return new Checkpoint(
                run,
                Fixture.SSN,
                List.of(Fixture.SSN),
                State.EXTRACTING,
                new SourceIdentity("csv", List.of("d.csv"), null, 0, false),
                new Destination("https://vault.example", "v1", "persons", "ssn"),
                null,
                null,
                8L * outcomes,
                8L * outcomes,
                0,
                null,
                START,
                START.plusSeconds(outcomes));
    }

    private Outcome outcome(String run) {
        List<Duration> calls =
                LongStream.of(20, outcomes).mapToObj(Duration::ofMillis).toList();
        return new Outcome(
                run,
                Fixture.SSN,
                7,
                Map.of(Reason.REJECTED, 1L),
                0,
                0,
                0,
                0,
                new Calls(2, 1, 1, 500, 1, 0, 1, Latency.of(calls)),
                "host-1",
                START.plusSeconds(outcomes));
    }

    private static LedgerKey key(String run) {
        return new LedgerKey(run, Fixture.SSN);
    }

    private void awaitEqual() {
        Map<String, String> expected = summedUp();
        assertThat(expected).hasSize(2);
        Wait.until("the ledger " + expected, LONG, () -> posted().equals(expected));
    }

    /** What stands in the topic now. */
    private Map<String, String> posted() {
        Map<String, String> texts = new TreeMap<>();
        accounts().forEach((key, posting) -> texts.put(key.toString(), text(posting.account())));
        return texts;
    }

    private Map<LedgerKey, Posting> accounts() {
        try (LedgerTopic topic = new LedgerTopic(fixture.clients())) {
            return topic.readToEnd();
        }
    }

    /** What status sums up without a monitor. */
    private Map<String, String> summedUp() {
        try (StatusReader status = new StatusReader(fixture.clients(), List.of(Fixture.SSN))) {
            Map<String, String> texts = new TreeMap<>();
            status.read()
                    .forEach(run ->
                            texts.put(run.key().toString(), text(run.balance().account())));
            return texts;
        }
    }

    private static String text(Account account) {
        return new String(EventJson.encode(account), UTF_8);
    }

    private static boolean isDeleted(String group) {
        try {
            kafka.admin().deleteConsumerGroups(List.of(group)).all().get();
            return true;
        } catch (InterruptedException | ExecutionException e) {
            if (e.getCause() instanceof GroupNotEmptyException) {
                return false;
            }
            throw new AssertionError(e);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
