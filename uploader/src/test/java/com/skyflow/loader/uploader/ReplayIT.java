package com.skyflow.loader.uploader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.skyflow.loader.common.deadletter.DeadLetter;
import com.skyflow.loader.common.deadletter.DeadLetter.FromSource;
import com.skyflow.loader.common.deadletter.DeadLetter.FromTopic;
import com.skyflow.loader.common.deadletter.DeadLetterFilter;
import com.skyflow.loader.common.deadletter.DeadLetterFilter.Rows;
import com.skyflow.loader.common.deadletter.DeadLetters;
import com.skyflow.loader.common.deadletter.OpenDeadLetters;
import com.skyflow.loader.common.deadletter.Reason;
import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import com.skyflow.loader.common.kafka.GroupProtocol;
import com.skyflow.loader.common.ledger.Account;
import com.skyflow.loader.common.ledger.Checkpoint.State;
import com.skyflow.loader.common.ledger.Events;
import com.skyflow.loader.common.row.Pair;
import com.skyflow.loader.common.row.PairCodec;
import com.skyflow.loader.common.row.RowKey;
import com.skyflow.loader.common.vault.Destination;
import com.skyflow.loader.local.simulator.fault.Fault;
import com.skyflow.loader.local.simulator.fault.InjectedFault;
import com.skyflow.loader.local.simulator.fault.PoisonValues;
import com.skyflow.loader.local.simulator.fault.Trigger;
import com.skyflow.loader.testing.ChildProcess;
import com.skyflow.loader.testing.EmbeddedKafka;
import com.skyflow.loader.testing.JavaCommand;
import com.skyflow.loader.uploader.replay.Closing;
import com.skyflow.loader.uploader.replay.ClosingReport;
import com.skyflow.loader.uploader.replay.Decision;
import com.skyflow.loader.uploader.replay.Fate;
import com.skyflow.loader.uploader.replay.ReplayDecision;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Dead letters that are replayed, parked and purged, and what the ledger says of them. */
final class ReplayIT {
    @RegisterExtension
    static final EmbeddedKafka kafka = new EmbeddedKafka();

    private static final int MAX_REPLAYS = 3;
    private static final Instant AT = Instant.parse("2026-11-21T03:00:07Z");

    @TempDir
    Path folder;

    private final Scenario load = new Scenario(kafka, GroupProtocol.CONSUMER);

    @AfterEach
    void close() {
        load.close();
    }

    @Test
    void aThousandLiftedRowsAreInTheVaultAfterTheirReplay() {
        loadWithDeadLetters(4_000, 4);
        load.vault.clearFaults();

        ClosingReport report = replay(DeadLetterFilter.ALL, Long.MAX_VALUE, MAX_REPLAYS);

        assertThat(report.fates()).isEqualTo(Map.of(Fate.REPLAYED, 1_000L));
        assertThat(open()).isZero();
        assertThat(load.account().outstanding()).isEqualTo(1_000);
        Account account = load.load(new Setup());
        assertThat(account.replayed()).isEqualTo(1_000);
        assertThat(account.uploaded()).isEqualTo(4_000);
        assertThat(account.deadLetters()).isEqualTo(1_000);
        assertThat(account.openDeadLetters()).isZero();
        load.assertHeldBut(List.of());
    }

    @Test
    void aKilledReplayThatIsRepeatedReplaysEachRowOnce() {
        loadWithDeadLetters(2_400, 3);
        load.vault.clearFaults();
        try (ChildProcess first = JavaCommand.of(
                        HangingReplay.class, folder, kafka.bootstrapServers(), load.topics.prefix(), load.vault.url())
                .start()) {
            first.awaitOutput("hanging in the middle of a transaction", Scenario.BOUND);
            first.sigkill();
        }

        ClosingReport second = replay(DeadLetterFilter.ALL, Long.MAX_VALUE, MAX_REPLAYS);

        assertThat(second.of(Fate.REPLAYED)).isEqualTo(300);
        assertReplayedOnce(800);
        assertThat(load.load(new Setup()).replayed()).isEqualTo(800);
        load.assertHeldBut(List.of());
        assertThat(replay(DeadLetterFilter.ALL, Long.MAX_VALUE, MAX_REPLAYS).fates())
                .isEmpty();
    }

    @Test
    void aLaterReplayFencesAnEarlierOneAndEachRowIsReplayedOnce() {
        loadWithDeadLetters(2_400, 4);
        load.vault.clearFaults();
        List<ClosingReport> later = new ArrayList<>();
        assertThatThrownBy(() -> replay(
                        DeadLetterFilter.ALL,
                        Long.MAX_VALUE,
                        MAX_REPLAYS,
                        report -> later.add(replay(DeadLetterFilter.ALL, Long.MAX_VALUE, MAX_REPLAYS))))
                .isInstanceOf(LoaderException.class)
                .hasMessage("Another command that replays, parks or purges dead letters of vault name has taken over."
                        + " What this one closed stays closed; call it again for the rest.")
                .extracting(failure -> ((LoaderException) failure).exitCode())
                .isEqualTo(ExitCode.UNFINISHED);

        assertThat(later)
                .singleElement()
                .satisfies(report -> assertThat(report.of(Fate.REPLAYED)).isEqualTo(100));
        assertReplayedOnce(600);
        assertThat(load.load(new Setup()).replayed()).isEqualTo(600);
        load.assertHeldBut(List.of());
    }

    @Test
    void aDryRunChangesNothing() {
        loadWithDeadLetters(80, 4);
        Map<String, Long> before = records();

        ClosingReport report =
                closing(DeadLetterFilter.ALL, Long.MAX_VALUE, Decision.PURGE).rehearse();

        assertThat(report.fates()).isEqualTo(Map.of(Fate.PURGED, 20L));
        assertThat(report.counts().byKind().values()).containsExactly(20L);
        assertThat(records()).isEqualTo(before);
        assertThat(open()).isEqualTo(20);
    }

    @Test
    void onlyWhatIsMeantIsReplayedAndNoMoreThanAllowed() {
        List<Pair> bad = loadWithDeadLetters(80, 4);
        load.vault.clearFaults();

        assertThat(replay(filter(Set.of(), Set.of(401), Optional.empty()), Long.MAX_VALUE, MAX_REPLAYS)
                        .fates())
                .isEmpty();
        assertThat(replay(filter(Set.of(Reason.EXHAUSTED), Set.of(), Optional.empty()), Long.MAX_VALUE, MAX_REPLAYS)
                        .fates())
                .isEmpty();
        assertThat(replay(DeadLetterFilter.ofRun("run9"), Long.MAX_VALUE, MAX_REPLAYS)
                        .fates())
                .isEmpty();
        Rows firstTwo = new Rows(1, 8);
        assertThat(replay(
                                filter(Set.of(Reason.REJECTED), Set.of(400), Optional.of(firstTwo)),
                                Long.MAX_VALUE,
                                MAX_REPLAYS)
                        .fates())
                .isEqualTo(Map.of(Fate.REPLAYED, 2L));
        load.load(new Setup());
        load.assertHeldBut(bad.subList(2, bad.size()));

        assertThat(replay(DeadLetterFilter.ALL, 5, MAX_REPLAYS).fates()).isEqualTo(Map.of(Fate.REPLAYED, 5L));
        assertThat(open()).isEqualTo(13);
        assertThat(load.load(new Setup()).uploaded()).isEqualTo(67);
    }

    @Test
    void aRowThatFailsAgainKeepsItsOriginAndIsParkedAfterTheAllowedReplays() {
        loadWithDeadLetters(40, 40);
        DeadLetter first = DeadLetters.parse(openLetters().getFirst());
        assertThat(first.replays()).isZero();
        for (int replays = 1; replays <= 2; replays++) {
            assertThat(replay(DeadLetterFilter.ALL, Long.MAX_VALUE, 2).fates()).isEqualTo(Map.of(Fate.REPLAYED, 1L));
            load.load(new Setup());
            DeadLetter again = DeadLetters.parse(openLetters().getFirst());
            assertThat(again.replays()).isEqualTo(replays);
            assertThat(again.origin()).isEqualTo(first.origin());
            assertThat(again.firstAt()).isAfter(first.lastAt());
        }

        ConsumerRecord<byte[], byte[]> last = openLetters().getFirst();
        assertThat(replay(DeadLetterFilter.ALL, Long.MAX_VALUE, 2).fates()).isEqualTo(Map.of(Fate.PARKED, 1L));

        assertThat(open()).isZero();
        assertThat(load.read(load.topics.parked(Scenario.VAULT)))
                .singleElement()
                .satisfies(parked -> {
                    assertThat(parked.key()).isEqualTo(last.key());
                    assertThat(parked.value()).isEqualTo(last.value());
                    assertThat(DeadLetters.parse(parked)).isEqualTo(DeadLetters.parse(last));
                });
        Account account = load.account();
        assertThat(account.deadLetters()).isEqualTo(3);
        assertThat(account.replayed()).isEqualTo(2);
        assertThat(account.parked()).isEqualTo(1);
        assertThat(account.openDeadLetters()).isZero();
    }

    @Test
    void manyRowsThatFailAgainAreNoSignOfWrongSettings() {
        loadWithDeadLetters(400, 4);
        replay(DeadLetterFilter.ALL, Long.MAX_VALUE, MAX_REPLAYS);
        load.publish(List.of(
                load.row(new RowKey("run2", 1).toBytes(), PairCodec.encode(new Pair("good", "tok_good"))),
                Events.record(
                        load.topics.runs(), Scenario.checkpoint("run2", 1, State.EXTRACTED, load.destination()))));
        Account account = load.load(new Setup().misconfiguredAfter(20));
        assertThat(account.deadLetters()).isEqualTo(200);
        assertThat(account.openDeadLetters()).isEqualTo(100);
    }

    @Test
    void anInvalidRowIsReplayedWhereItIsAPairAndTheLedgerBalances() {
        load.publish(10).load(new Setup());
        load.publish(List.of(
                invalid(11, DeadLetters.body(bytes("value-11"), bytes("token-11"))),
                invalid(12, DeadLetters.body(bytes(""), bytes("token-12"))),
                Events.record(
                        load.topics.runs(),
                        Scenario.checkpoint(Scenario.RUN, 10, State.EXTRACTED, load.destination())
                                .advance(0, 2, null, State.EXTRACTED, AT))));
        assertThat(load.account().openDeadLetters()).isEqualTo(2);

        ClosingReport report = replay(DeadLetterFilter.ALL, Long.MAX_VALUE, MAX_REPLAYS);

        assertThat(report.fates()).isEqualTo(Map.of(Fate.REPLAYED, 1L, Fate.NO_PAIR, 1L));
        Account account = load.load(new Setup());
        assertThat(account.read()).isEqualTo(account.published() + account.rejected());
        assertThat(account.uploaded()).isEqualTo(11);
        assertThat(account.openDeadLetters()).isEqualTo(1);
        load.rows.add(new Pair("value-11", "token-11"));
        load.assertHeldBut(List.of());
    }

    @Test
    void rowsThatNoUploaderWouldTakeStayDeadLetters() {
        Destination other = new Destination("https://other.example", "vault9", "people", "name");
        load.publish(List.of(
                letter("abandoned/1", "{\"value\":\"v\",\"token\":\"t\"}"),
                letter("elsewhere/1", "{\"value\":\"v\",\"token\":\"t\"}"),
                letter("nowhere/1", "{\"value\":\"v\",\"token\":\"t\"}"),
                letter("no key of ours", "{\"value\":\"v\",\"token\":\"t\"}"),
                letter("run0/1", "{\"valueBase64\":\"gA==\"}"),
                letter("run0/2", "{}"),
                Events.record(
                        load.topics.runs(), Scenario.checkpoint("abandoned", 1, State.ABANDONED, load.destination())),
                Events.record(load.topics.runs(), Scenario.checkpoint("elsewhere", 1, State.EXTRACTED, other)),
                Events.record(
                        load.topics.runs(), Scenario.checkpoint("run0", 2, State.EXTRACTED, load.destination()))));
        Map<String, Long> before = records();

        ClosingReport report = replay(DeadLetterFilter.ALL, Long.MAX_VALUE, MAX_REPLAYS);

        assertThat(report.fates())
                .isEqualTo(Map.of(Fate.ABANDONED, 1L, Fate.ELSEWHERE, 1L, Fate.UNKNOWN_RUN, 2L, Fate.NO_PAIR, 2L));
        assertThat(report.left()).isEqualTo(6);
        assertThat(records()).isEqualTo(before);

        assertThat(close(DeadLetterFilter.ALL, Decision.PURGE).fates()).isEqualTo(Map.of(Fate.PURGED, 6L));
        assertThat(open()).isZero();
    }

    /** Loads rows of which every n-th is rejected, and gives these. */
    private List<Pair> loadWithDeadLetters(int rows, int nth) {
        load.publish(rows);
        List<Pair> bad = IntStream.range(0, rows)
                .filter(row -> row % nth == nth - 1)
                .mapToObj(load.rows::get)
                .toList();
        InjectedFault poison = load.vault.inject(
                new Fault.Poison(
                        new PoisonValues.Listed(bad.stream().map(Pair::value).collect(Collectors.toSet())),
                        400,
                        Fault.Poison.Message.QUOTES_VALUE),
                Trigger.always());
        load.load(new Setup());
        assertThat(poison.happened()).isPositive();
        load.assertHeldBut(bad);
        assertThat(open()).isEqualTo(bad.size());
        return bad;
    }

    private ClosingReport replay(DeadLetterFilter filter, long max, int maxReplays) {
        return replay(filter, max, maxReplays, report -> {});
    }

    private ClosingReport replay(DeadLetterFilter filter, long max, int maxReplays, Consumer<ClosingReport> progress) {
        try (ReplayDecision decision = new ReplayDecision(
                load.clients, Scenario.VAULT, load.destination(), maxReplays, key -> Optional.empty())) {
            return closing(filter, max, decision).carryOut(Clock.systemUTC(), progress);
        }
    }

    private ClosingReport close(DeadLetterFilter filter, Decision decision) {
        return closing(filter, Long.MAX_VALUE, decision).carryOut(Clock.systemUTC(), report -> {});
    }

    private Closing closing(DeadLetterFilter filter, long max, Decision decision) {
        return new Closing(load.clients, Scenario.VAULT, decision, filter, max);
    }

    private static DeadLetterFilter filter(Set<Reason> reasons, Set<Integer> statuses, Optional<Rows> rows) {
        return new DeadLetterFilter(
                Set.of(Scenario.RUN), reasons, statuses, Optional.of(AT.minusSeconds(1)), Optional.empty(), rows);
    }

    private long open() {
        return found().count();
    }

    private List<ConsumerRecord<byte[], byte[]>> openLetters() {
        List<ConsumerRecord<byte[], byte[]>> letters = new ArrayList<>();
        found().forEach(letters::add);
        return letters;
    }

    private OpenDeadLetters found() {
        return OpenDeadLetters.find(load.clients, load.topics.deadLetters(Scenario.VAULT), DeadLetterFilter.ALL);
    }

    private void assertReplayedOnce(int rows) {
        Map<RowKey, Long> replayed = load.read(load.topics.rows(Scenario.VAULT)).stream()
                .filter(DeadLetters::isReplayed)
                .collect(Collectors.groupingBy(row -> RowKey.parse(row.key()).orElseThrow(), Collectors.counting()));
        assertThat(replayed).hasSize(rows).values().containsOnly(1L);
    }

    /** How many records each topic holds. */
    private Map<String, Long> records() {
        return load
                .read(
                        load.topics.rows(Scenario.VAULT),
                        load.topics.deadLetters(Scenario.VAULT),
                        load.topics.outcomes(),
                        load.topics.runs())
                .stream()
                .collect(Collectors.groupingBy(ConsumerRecord::topic, Collectors.counting()));
    }

    private ProducerRecord<byte[], byte[]> invalid(long row, byte[] body) {
        return DeadLetters.record(
                load.topics.deadLetters(Scenario.VAULT),
                new RowKey(Scenario.RUN, row).toBytes(),
                body,
                new DeadLetter(
                        Reason.INVALID_ROW,
                        "The row is invalid.",
                        null,
                        null,
                        0,
                        AT,
                        AT,
                        new FromSource(load.topics.rows(Scenario.VAULT), 1, "rows.csv", row),
                        0));
    }

    private ProducerRecord<byte[], byte[]> letter(String key, String body) {
        return DeadLetters.record(
                load.topics.deadLetters(Scenario.VAULT),
                bytes(key),
                bytes(body),
                new DeadLetter(
                        Reason.REJECTED,
                        "status 400",
                        400,
                        null,
                        1,
                        AT,
                        AT,
                        new FromTopic(load.topics.rows(Scenario.VAULT), 1, 7),
                        0));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
