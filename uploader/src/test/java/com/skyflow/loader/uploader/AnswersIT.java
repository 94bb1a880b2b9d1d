package com.skyflow.loader.uploader;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyflow.loader.common.deadletter.DeadLetter;
import com.skyflow.loader.common.deadletter.DeadLetters;
import com.skyflow.loader.common.deadletter.Reason;
import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.kafka.GroupProtocol;
import com.skyflow.loader.common.ledger.Account;
import com.skyflow.loader.common.ledger.Checkpoint;
import com.skyflow.loader.common.row.Pair;
import com.skyflow.loader.local.simulator.fault.Fault;
import com.skyflow.loader.local.simulator.fault.InjectedFault;
import com.skyflow.loader.local.simulator.fault.Moment;
import com.skyflow.loader.local.simulator.fault.PoisonValues;
import com.skyflow.loader.local.simulator.fault.Trigger;
import com.skyflow.loader.local.simulator.journal.Call;
import com.skyflow.loader.local.simulator.settings.Limits;
import com.skyflow.loader.local.simulator.settings.RateLimit;
import com.skyflow.loader.local.simulator.settings.RetryAfter;
import com.skyflow.loader.testing.EmbeddedKafka;
import com.skyflow.loader.testing.Wait;
import com.skyflow.loader.uploader.UploaderStatus.State;
import com.skyflow.loader.uploader.health.Stop;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every row of the table of answers, from the topic to the vault and the dead-letter topic. */
final class AnswersIT {
    @RegisterExtension
    static final EmbeddedKafka kafka = new EmbeddedKafka();

    private final Scenario load = new Scenario(kafka, GroupProtocol.CONSUMER);

    @AfterEach
    void close() {
        load.close();
    }

    @Test
    void rowsThatAreTakenAreLoadedOnce() {
        Account account = load.publish(3_000).load(new Setup());
        load.assertHeldBut(List.of());
        assertThat(account.uploaded()).isEqualTo(3_000);
        assertThat(load.counts().repeated()).isZero();
        assertThat(account.calls().requests())
                .isEqualTo(load.vault.journal().counts().calls())
                .isEqualTo(account.calls().atOnce());
        assertThat(load.deadLetters()).isEmpty();
    }

    @Test
    void aThrottledVaultIsLeftAloneAndNoAttemptIsCounted() {
        // The one that names no time comes first: the wait for it doubles with each throttle in a row.
        List<InjectedFault> faults = Stream.of(
                        Fault.Status.of(429),
                        Fault.Status.of(429, RetryAfter.seconds(1)),
                        Fault.Status.of(429, RetryAfter.date(Duration.ofSeconds(1))),
                        Fault.Status.of(503, RetryAfter.seconds(1)),
                        Fault.Status.of(503, RetryAfter.date(Duration.ofSeconds(1))))
                .map(throttle -> load.vault.inject(throttle, Trigger.next(1)))
                .toList();
        Account account = load.publish(500).load(new Setup().attempts(1).batches(50, 1, 400));
        load.assertHeldBut(List.of());
        assertThat(faults).allMatch(fault -> fault.happened() == 1);
        assertThat(account.calls().throttles()).isEqualTo(5);
        assertThat(account.calls().retries()).isZero();
        List<Call> calls = load.vault.journal().calls();
        for (int i = 0; i < 5; i++) {
            assertThat(Duration.between(calls.get(i).at(), calls.get(i + 1).at()))
                    .isGreaterThan(Duration.ofMillis(900));
        }
        assertThat(load.deadLetters()).isEmpty();
    }

    @Test
    void aVaultThatThrottlesWithoutATimeIsCalledLessAtOnceAndLessOften() {
        RunningUploader uploader = load.start(new Setup().attempts(1));
        assertThat(uploader.status().concurrency()).isEqualTo(4);
        assertThat(uploader.status().pace()).isInfinite();
        InjectedFault fault = load.vault.inject(Fault.Status.of(429), Trigger.always());
        load.publish(100);

        Wait.until(
                "fewer calls at once", Scenario.BOUND, () -> uploader.status().concurrency() < 4);

        assertThat(uploader.status().concurrency()).isLessThanOrEqualTo(2);
        assertThat(uploader.status().pace()).isFinite();
        load.vault.remove(fault);
        Account account = load.awaitFinished();
        load.assertHeldBut(List.of());
        assertThat(account.calls().throttles()).isEqualTo(fault.happened());
        assertThat(account.calls().retries()).isZero();
        assertThat(load.deadLetters()).isEmpty();
    }

    @Test
    void uploadersSettleAtWhatAThrottlingVaultTakes() {
        load.vault.rateLimit(new RateLimit(40, 20, RetryAfter.Form.SECONDS));
        load.publish(6_000);
        Setup setup = new Setup().batches(20, 16, 640);
        load.start(setup, "first");
        load.start(setup, "second");

        Account account = load.awaitFinished();

        load.assertHeldBut(List.of());
        long throttles = account.calls().throttles();
        assertThat(throttles).isPositive().isLessThan(account.calls().requests() / 3);
        assertThat(load.deadLetters()).isEmpty();
        assertThat(load.counts().repeated()).isZero();
    }

    @Test
    void whatMayPassIsTriedAgain() {
        List<InjectedFault> faults = Stream.of(
                        Fault.Status.of(408),
                        Fault.Status.of(500),
                        Fault.Status.of(503),
                        new Fault.Hang(Moment.BEFORE_STORING),
                        new Fault.Hang(Moment.AFTER_STORING),
                        new Fault.Reset(Moment.BEFORE_STORING),
                        new Fault.Reset(Moment.AFTER_STORING),
                        new Fault.HalfBody(),
                        new Fault.FewerRecords(3))
                .map(fault -> load.vault.inject(fault, Trigger.next(2)))
                .toList();
        Account account = load.publish(1_000).load(new Setup().attempts(20).requestTimeout(Duration.ofMillis(500)));
        load.assertHeldBut(List.of());
        assertThat(faults).allMatch(fault -> fault.happened() == 2);
        // A call can meet a fault before storing and another one after; on a slow machine others come too late as well.
        assertThat(account.calls().retries()).isGreaterThanOrEqualTo(9);
        assertThat(load.deadLetters()).isEmpty();
    }

    @Test
    void onlyTheRowThatFailsAloneIsExhausted() {
        load.publish(500);
        List<Pair> poison = List.of(load.rows.get(7), load.rows.get(333));
        InjectedFault fault = load.vault.inject(poison(poison, 500), Trigger.always());
        Account account = load.load(new Setup().attempts(2));
        load.assertHeldBut(poison);
        assertThat(fault.happened()).isPositive();
        assertThat(account.deadLettered()).isEqualTo(Map.of(Reason.EXHAUSTED, 2L));
        assertDeadLetters(poison, Reason.EXHAUSTED, 500, "status 500: Insert failed. Value '***' is invalid.");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 409, 422})
    void badRowsAndOnlyTheseAreRejected(int status) {
        load.publish(2_000);
        List<Pair> poison =
                IntStream.range(0, 20).mapToObj(i -> load.rows.get(i * 100)).toList();
        InjectedFault fault = load.vault.inject(poison(poison, status), Trigger.always());
        Account account = load.load(new Setup());
        load.assertHeldBut(poison);
        assertThat(fault.happened()).isPositive();
        assertThat(account.deadLettered()).isEqualTo(Map.of(Reason.REJECTED, 20L));
        assertDeadLetters(
                poison, Reason.REJECTED, status, "status " + status + ": Insert failed. Value '***' is invalid.");
        assertThat(load.counts().repeated()).isZero();
    }

    private static Fault poison(List<Pair> rows, int status) {
        return new Fault.Poison(
                new PoisonValues.Listed(
                        Set.copyOf(rows.stream().map(Pair::value).toList())),
                status,
                Fault.Poison.Message.QUOTES_VALUE);
    }

    private void assertDeadLetters(List<Pair> rows, Reason reason, int status, String message) {
        var origins = load.read(load.topics.rows(Scenario.VAULT));
        var letters = load.deadLetters();
        assertThat(letters).hasSize(rows.size());
        for (var record : letters) {
            load.canary.assertAbsent(record);
            var origin = origins.stream()
                    .filter(row -> java.util.Arrays.equals(row.key(), record.key()))
                    .findFirst()
                    .orElseThrow();
            assertThat(record.value()).isEqualTo(origin.value());
            assertThat(record.partition()).isEqualTo(origin.partition());
            DeadLetter letter = DeadLetters.parse(record);
            assertThat(letter)
                    .isEqualTo(new DeadLetter(
                            reason,
                            message,
                            status,
                            letter.requestId(),
                            letter.attempts(),
                            letter.firstAt(),
                            letter.lastAt(),
                            new DeadLetter.FromTopic(origin.topic(), origin.partition(), origin.offset()),
                            0));
            assertThat(letter.requestId()).hasSize(36);
            assertThat(letter.attempts()).isGreaterThanOrEqualTo(2);
            assertThat(letter.firstAt()).isBeforeOrEqualTo(letter.lastAt());
            assertThat(Stream.of(record.headers().toArray()).map(org.apache.kafka.common.header.Header::key))
                    .containsExactlyInAnyOrder(
                            "byot.error.reason",
                            "byot.error.status",
                            "byot.error.message",
                            "byot.error.request-id",
                            "byot.error.attempts",
                            "byot.error.first-at",
                            "byot.error.last-at",
                            "byot.replays",
                            "byot.origin.topic",
                            "byot.origin.partition",
                            "byot.origin.offset",
                            "__connect.errors.topic",
                            "__connect.errors.partition",
                            "__connect.errors.offset",
                            "__connect.errors.exception.message");
        }
    }

    @Test
    void aRequestThatIsTooLargeLowersTheBatchSize() {
        load.vault.limits(new Limits(1_000, 4_000, 2_500));
        Account account = load.publish(2_000).load(new Setup().batches(200, 1, 1_600));
        load.assertHeldBut(List.of());
        long tooLarge = load.vault.journal().counts().withStatus(413);
        // 200 rows are halved to 25 and remembered; only what was cut before was too large as well.
        assertThat(tooLarge).isBetween(3L, 60L);
        assertThat(load.vault.journal().calls().getLast().records()).isLessThan(100);
        assertThat(account.uploaded()).isEqualTo(2_000);
        assertThat(load.deadLetters()).isEmpty();
    }

    @Test
    void anOutageEndsWithNothingLostAndNoDeadLetter() {
        InjectedFault fault = load.vault.inject(Fault.Status.of(503), Trigger.always());
        RunningUploader uploader = load.publish(500).start(new Setup().attempts(2));
        Wait.until("an outage", Scenario.BOUND, () -> uploader.status().state() == State.OUTAGE);
        load.vault.remove(fault);
        load.awaitFinished();
        load.assertHeldBut(List.of());
        assertThat(fault.happened()).isPositive();
        assertThat(load.deadLetters()).isEmpty();
        assertThat(load.counts().repeated()).isZero();
    }

    @Test
    void aVaultThatRefusesConnectionsIsWaitedFor() {
        load.vault.refuseConnections();
        RunningUploader uploader = load.publish(500).start(new Setup().attempts(2));
        Wait.until("an outage", Scenario.BOUND, () -> uploader.status().state() == State.OUTAGE);
        load.vault.acceptConnections();
        load.awaitFinished();
        load.assertHeldBut(List.of());
        assertThat(load.vault.refusals()).isEqualTo(1);
        assertThat(load.deadLetters()).isEmpty();
    }

    @Test
    void aSingleRowOutlastsAnOutage() {
        load.vault.refuseConnections();
        RunningUploader uploader = load.publish(1).start(new Setup().attempts(1));
        Wait.until(
                "failed calls", Scenario.BOUND, () -> uploader.status().meter().requests() >= 2);
        load.vault.acceptConnections();
        load.awaitFinished();
        load.assertHeldBut(List.of());
        assertThat(load.vault.refusals()).isEqualTo(1);
    }

    @Test
    void badRowsAloneInTheirBatchEndAsDeadLettersThoughNoOtherRowIsLeftToAskWith() {
        load.publishTo(0, 60, Checkpoint.State.EXTRACTED);
        List<Pair> poison = List.copyOf(load.rows.subList(58, 60));
        InjectedFault fault = load.vault.inject(poison(poison, 500), Trigger.always());
        load.load(new Setup().attempts(2).batches(100, 1, 400));
        load.assertHeldBut(poison);
        assertThat(fault.happened()).isPositive();
        assertDeadLetters(poison, Reason.EXHAUSTED, 500, "status 500: Insert failed. Value '***' is invalid.");
    }

    @Test
    void badRowsThatAreAskedAboutDoNotKeepTheVaultClosedForOthers() {
        load.publishTo(0, 2, Checkpoint.State.EXTRACTING);
        List<Pair> poison = List.copyOf(load.rows);
        InjectedFault fault = load.vault.inject(poison(poison, 500), Trigger.always());
        // Both in one batch of a new process, which knows of no row that the vault takes.
        RunningUploader uploader = load.start(new Setup().attempts(2));
        Wait.until("an outage", Scenario.BOUND, () -> uploader.status().state() == State.OUTAGE);
        load.publish(500);
        load.awaitFinished();
        load.assertHeldBut(poison);
        assertThat(fault.happened()).isPositive();
        assertDeadLetters(poison, Reason.EXHAUSTED, 500, "status 500: Insert failed. Value '***' is invalid.");
    }

    @Test
    void patienceEndsWithAVaultThatOnlyAsksToWait() {
        InjectedFault fault = load.vault.inject(Fault.Status.of(503, RetryAfter.seconds(1)), Trigger.always());
        Stop stop = load.publish(500).stopOf(new Setup().patience(Duration.ofSeconds(2)));
        assertThat(stop)
                .isEqualTo(
                        new Stop.Unfinished(
                                "Vault name has taken nothing for 2 s (at last: it asks to wait). Nothing is lost: start again to continue."));
        assertThat(fault.happened()).isGreaterThan(1);
    }

    @Test
    void patienceEnds() {
        InjectedFault fault = load.vault.inject(Fault.Status.of(503), Trigger.always());
        Stop stop = load.publish(500).stopOf(new Setup().attempts(2).patience(Duration.ofSeconds(2)));
        assertThat(stop)
                .isEqualTo(
                        new Stop.Unfinished(
                                "Vault name has taken nothing for 2 s (at last: status 503: The simulator was told to answer this.). Nothing is lost: start again to continue."));
        assertThat(stop.exitCode()).isEqualTo(ExitCode.UNFINISHED);
        assertNothingDone();
        assertThat(fault.happened()).isPositive();
        load.vault.clearFaults();
        load.load(new Setup());
        load.assertHeldBut(List.of());
    }

    @Test
    void patienceEndsWithAVaultThatNeverAnswers() {
        load.vault.refuseConnections();
        Stop stop = load.publish(500).stopOf(new Setup().attempts(2).patience(Duration.ofSeconds(1)));
        assertThat(stop)
                .isEqualTo(new Stop.Unfinished(
                        "Vault name has not answered for 1 s (at last: no connection to 127.0.0.1 port %d). Nothing is lost: start again to continue."
                                .formatted(load.vault.port())));
        assertNothingDone();
        assertThat(load.vault.refusals()).isEqualTo(1);
    }

    static Stream<Arguments> refusals() {
        String refused = "The vault refuses the calls (%s). Check the vault's url, id and table, and the credential's"
                + " role, and start again: it continues where it stands.";
        String unreadable = " (expected: the JSON of 50 inserted records)";
        return Stream.of(
                Arguments.of(
                        Fault.Status.of(401),
                        "The vault does not accept the credential (status 401: The simulator was told to answer this.)."
                                + " Get a new one and start again: it continues where it stands."),
                Arguments.of(
                        Fault.Status.of(403), refused.formatted("status 403: The simulator was told to answer this.")),
                Arguments.of(
                        Fault.Status.of(404), refused.formatted("status 404: The simulator was told to answer this.")),
                Arguments.of(
                        new Fault.Redirect("http://127.0.0.1/"), refused.formatted("status 302 with an empty body")),
                Arguments.of(
                        new Fault.Html(200, Moment.BEFORE_STORING),
                        refused.formatted("status 200 with an HTML page" + unreadable)),
                Arguments.of(
                        new Fault.EmptyBody(200, Moment.BEFORE_STORING),
                        refused.formatted("status 200 with an empty body" + unreadable)),
                Arguments.of(
                        new Fault.ErrorInside200(), refused.formatted("status 200 with an error inside" + unreadable)));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void aRefusalStopsTheVaultAndCommitsNothing(Fault refusal, String sentence) {
        InjectedFault fault = load.vault.inject(refusal, Trigger.always());
        Stop stop = load.publish(1_000).stopOf(new Setup().batches(50, 4, 800));
        assertThat(stop).isEqualTo(new Stop.NeedsPerson(sentence));
        assertThat(stop.exitCode()).isEqualTo(ExitCode.STOPPED);
        assertThat(fault.happened()).isPositive();
        assertNothingDone();
    }

    private void assertNothingDone() {
        assertThat(load.counts().records()).isZero();
        assertThat(load.committed()).isEmpty();
        assertThat(load.deadLetters()).isEmpty();
        assertThat(load.account().outstanding()).isEqualTo(load.rows.size());
    }

    @Test
    void aRefusalInTheMiddleCommitsWhatWasLoadedAndNoMore() {
        InjectedFault fault =
                load.vault.inject(Fault.Status.of(403), Trigger.always().after(5));
        load.publish(1_000).stopOf(new Setup());
        assertThat(fault.happened()).isPositive();
        Account account = load.account();
        assertThat(account.uploaded()).isBetween(1L, load.counts().records());
        load.vault.clearFaults();
        load.load(new Setup());
        load.assertHeldBut(List.of());
    }

    @Test
    void wrongSettingsStopTheVaultWithoutADeadLetter() {
        InjectedFault fault = load.vault.inject(Fault.Status.of(400), Trigger.always());
        Stop stop = load.publish(1_000).stopOf(new Setup().misconfiguredAfter(100));
        assertThat(stop).isInstanceOf(Stop.Misconfigured.class);
        assertThat(stop.sentence())
                .isEqualTo("The vault rejected 100 of the last 100 rows (status 400: The simulator was told to answer"
                        + " this.). Check the vault's table and column; no further row is given up for it. Start again when"
                        + " it is mended: it continues where it stands.");
        assertThat(stop.exitCode()).isEqualTo(ExitCode.STOPPED);
        assertThat(fault.happened()).isPositive();
        assertNothingDone();
    }

    @Test
    void wrongSettingsFillTheWindowWithoutADeadLetter() {
        InjectedFault fault = load.vault.inject(Fault.Status.of(400), Trigger.always());
        Stop stop = load.publish(1_000).stopOf(new Setup().misconfiguredAfter(1_000));
        assertThat(stop).isInstanceOf(Stop.Misconfigured.class);
        assertThat(stop.sentence()).startsWith("The vault rejected all of the first ");
        assertThat(fault.happened()).isPositive();
        assertNothingDone();
    }

    @Test
    void aLoadTooSmallToTellEndsInDeadLetters() {
        InjectedFault fault = load.vault.inject(Fault.Status.of(400), Trigger.always());
        Account account = load.publish(60).load(new Setup());
        assertThat(account.deadLettered()).isEqualTo(Map.of(Reason.REJECTED, 60L));
        assertThat(load.deadLetters()).hasSize(60);
        assertThat(fault.happened()).isPositive();
    }

    @Test
    void rowsWhoseAnswersAreLostEndInTheVaultOnce() {
        InjectedFault fault = load.vault.inject(new Fault.Reset(Moment.AFTER_STORING), Trigger.fraction(0.5));
        Account account = load.publish(2_000).load(new Setup().attempts(20));
        load.assertHeldBut(List.of());
        assertThat(fault.happened()).isPositive();
        assertThat(account.uploaded()).isEqualTo(2_000);
        assertThat(load.counts().repeated()).isPositive();
        assertThat(load.counts().inserts()).isEqualTo(2_000);
        assertThat(load.deadLetters()).isEmpty();
    }
}
