package com.skyflow.loader.extractor;

import static com.skyflow.loader.extractor.ExtractorFixture.CHUNK;
import static com.skyflow.loader.extractor.Load.DOB;
import static com.skyflow.loader.extractor.Load.NAME;
import static com.skyflow.loader.extractor.Load.SSN;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import com.skyflow.loader.common.ledger.Checkpoint;
import com.skyflow.loader.common.ledger.Checkpoint.State;
import com.skyflow.loader.common.ledger.LedgerLog;
import com.skyflow.loader.common.vault.VaultName;
import com.skyflow.loader.extractor.run.Decider.Unfinished;
import com.skyflow.loader.testing.EmbeddedKafka;
import com.skyflow.loader.testing.Wait;
import com.skyflow.loader.testing.Warnings;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ExtractorIT {
    private static final Duration BOUND = Duration.ofMinutes(2);

    @RegisterExtension
    static final EmbeddedKafka KAFKA = new EmbeddedKafka();

    @RegisterExtension
    final CanaryWatch canary = new CanaryWatch();

    @TempDir
    Path folder;

    private Cluster cluster;
    private ExtractorFixture fixture;
    private Load load;
    private final Set<VaultName> vaults = new TreeSet<>();

    @BeforeEach
    void createTopics() {
        cluster = Cluster.at(KAFKA.bootstrapServers(), KAFKA.freshPrefix());
        use(SSN);
        fixture = new ExtractorFixture(cluster);
        load = new Load(folder);
    }

    private void use(VaultName... more) {
        cluster.with(more);
        vaults.addAll(List.of(more));
    }

    @AfterEach
    void nothingLeaks() {
        cluster.ensureNothingLeaked(vaults);
    }

    @Test
    void publishesEachRowOnceWithTheCheckpointThatCountsIt() {
        Checkpoint end = fixture.extract(load.rows(SSN, 2_500)).getFirst();

        assertThat(end.state()).isEqualTo(State.EXTRACTED);
        fixture.ensurePublished(SSN, end.run(), 2_500);
        for (ConsumerRecord<byte[], byte[]> row : cluster.rows(SSN)) {
            long number = Long.parseLong(Cluster.text(row.key()).split("/", 2)[1]);
            assertThat(row.partition()).isEqualTo((int) ((number - 1) / 100 % Cluster.PARTITIONS));
            assertThat(row.headers()).isEmpty();
        }
        assertThat(cluster.checkpoints())
                .extracting(
                        Checkpoint::position,
                        Checkpoint::published,
                        Checkpoint::rejected,
                        Checkpoint::state,
                        each -> each.total())
                .containsExactly(
                        tuple(0L, 0L, 0L, State.EXTRACTING, 2_500L),
                        tuple(1_000L, 1_000L, 0L, State.EXTRACTING, 2_500L),
                        tuple(2_000L, 2_000L, 0L, State.EXTRACTING, 2_500L),
                        tuple(2_500L, 2_500L, 0L, State.EXTRACTED, 2_500L));
    }

    @Test
    void publishesTheRowsOfAnEmptyFile() {
        Checkpoint end = fixture.extract(load.rows(SSN, 0)).getFirst();
        assertThat(end.state()).isEqualTo(State.EXTRACTED);
        assertThat(cluster.rows(SSN)).isEmpty();
    }

    @Test
    void anInvalidRowBecomesADeadLetterAndShiftsNoOther() throws IOException {
        VaultSource vault = load.rows(SSN, 500);
        Load.write(load.data(SSN), "v", 500, row -> row == 7 || row == 333 ? "" : CanaryWatch.value(row));
        byte[] tokens = Files.readAllBytes(load.tokens(SSN));
        tokens[Cluster.text(tokens).indexOf(CanaryWatch.token(450))] = (byte) 0xff;
        Files.write(load.tokens(SSN), tokens);

        Checkpoint end = fixture.extract(vault).getFirst();

        assertThat(List.of(end.position(), end.published(), end.rejected())).containsExactly(500L, 497L, 3L);
        assertThat(cluster.byKey(SSN))
                .hasSize(497)
                .allSatisfy(
                        (key, row) -> assertThat(row).isEqualTo(Load.published(Long.parseLong(key.split("/", 2)[1]))));
        String topic = cluster.topics().rows(SSN);
        assertThat(cluster.deadLetters(SSN))
                .extracting(
                        letter -> Cluster.text(letter.key()),
                        ConsumerRecord::partition,
                        letter -> Cluster.text(letter.value()),
                        letter -> header(letter, "byot.error.reason"),
                        letter -> header(letter, "byot.error.message"),
                        letter -> header(letter, "byot.origin.source"),
                        letter -> header(letter, "byot.origin.row"),
                        letter -> header(letter, "__connect.errors.topic"))
                .containsExactlyInAnyOrder(
                        tuple(
                                end.run() + "/7",
                                0,
                                "{\"value\":\"\",\"token\":\"" + CanaryWatch.token(7) + "\"}",
                                "invalid-row",
                                "The value is empty.",
                                load.data(SSN).toString(),
                                "7",
                                topic),
                        tuple(
                                end.run() + "/333",
                                0,
                                "{\"value\":\"\",\"token\":\"" + CanaryWatch.token(333) + "\"}",
                                "invalid-row",
                                "The value is empty.",
                                load.data(SSN).toString(),
                                "333",
                                topic),
                        tuple(
                                end.run() + "/450",
                                1,
                                "{\"value\":\"" + CanaryWatch.value(450) + "\",\"tokenBase64\":\""
                                        + Base64.getEncoder().encodeToString(damaged(CanaryWatch.token(450)))
                                        + "\"}",
                                "invalid-row",
                                "The token is not valid UTF-8.",
                                load.tokens(SSN).toString(),
                                "450",
                                topic));
    }

    @Test
    void continuesBehindTheCheckpointOfAnExtractionThatBrokeOff() {
        VaultSource vault = load.rows(SSN, 3_000);
        fixture.breakOff(vault, 1_500);
        Checkpoint broken = cluster.latest(SSN);
        assertThat(broken.position()).isEqualTo(1_499);
        fixture.ensurePublished(SSN, broken.run(), 1_499);

        Checkpoint end = fixture.extract(vault).getFirst();

        assertThat(end.run()).isEqualTo(broken.run());
        fixture.ensurePublished(SSN, end.run(), 3_000);
    }

    @Test
    void continuesWhereItWasStopped() throws Exception {
        VaultSource vault = load.rows(SSN, 3_000);
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        GatedSource gated = new GatedSource(vault.source(), row -> {
            if (row == 1_700) {
                reached.countDown();
                await(stopped);
            }
        });
        Extraction extraction = fixture.prepare(Load.of(SSN, gated)).getFirst();
        Thread thread = Thread.ofPlatform().start(extraction::run);
        await(reached);
        extraction.stop();
        stopped.countDown();
        thread.join();
        extraction.close();
        assertThat(extraction.checkpoint().state()).isEqualTo(State.EXTRACTING);
        assertThat(extraction.checkpoint().position()).isBetween(1_699L, 1_700L);
        fixture.ensurePublished(
                SSN, extraction.checkpoint().run(), extraction.checkpoint().position());

        Checkpoint end = fixture.extract(vault).getFirst();
        assertThat(end.run()).isEqualTo(extraction.checkpoint().run());
        fixture.ensurePublished(SSN, end.run(), 3_000);
    }

    @Test
    void stopsAlsoWhileItsInputHasNothingToOffer() throws Exception {
        try (PipedOutputStream pipe = new PipedOutputStream();
                PipedInputStream input = new PipedInputStream(pipe, 1 << 20)) {
            pipe.write(Load.stream(1_500));
            pipe.flush();
            Extraction extraction = fixture.prepare(Load.input(SSN, input)).getFirst();
            Thread thread = Thread.ofPlatform().start(extraction::run);
            Wait.until("a chunk", BOUND, () -> extraction.checkpoint().position() == CHUNK);
            extraction.stop();
            assertThat(thread.join(BOUND)).isTrue();
            extraction.close();
            // With what had been read of the second chunk by then.
            assertThat(extraction.checkpoint().position()).isBetween((long) CHUNK, 1_500L);
        }
        Checkpoint end = fixture.extract(Load.input(SSN, Load.stream(2_000))).getFirst();
        fixture.ensurePublished(SSN, end.run(), 2_000);
    }

    @Test
    void aChunkEndsAfterItsTimeAlsoWhileItsInputHasNothingToOffer() throws Exception {
        try (PipedOutputStream pipe = new PipedOutputStream();
                PipedInputStream input = new PipedInputStream(pipe, 1 << 20)) {
            pipe.write(Load.stream(CHUNK + 500));
            pipe.flush();
            ExtractorSettings soon = new ExtractorSettings(CHUNK, Duration.ofMillis(100), 0);
            Extraction extraction = fixture.prepare(
                            soon, Clock.systemUTC(), Unfinished.CONTINUE, Load.input(SSN, input))
                    .getFirst();
            Thread thread = Thread.ofPlatform().start(extraction::run);
            Wait.until(
                    "all rows that are there",
                    BOUND,
                    () -> extraction.checkpoint().position() == CHUNK + 500);
            fixture.ensurePublished(SSN, extraction.checkpoint().run(), CHUNK + 500);
            extraction.stop();
            assertThat(thread.join(BOUND)).isTrue();
            extraction.close();
        }
        Checkpoint end = fixture.extract(Load.input(SSN, Load.stream(2_000))).getFirst();
        assertThat(end.state()).isEqualTo(State.EXTRACTED);
        fixture.ensurePublished(SSN, end.run(), 2_000);
    }

    @Test
    void publishesNothingWhileADiskOfTheBrokerHasTooLittleSpace() throws Exception {
        ExtractorSettings never = new ExtractorSettings(CHUNK, Duration.ofMillis(100), Long.MAX_VALUE);
        try (Warnings warnings = new Warnings("com.skyflow.loader.extractor.publish")) {
            Extraction extraction = fixture.prepare(
                            never, Clock.systemUTC(), Unfinished.CONTINUE, Load.input(SSN, Load.stream(2_000)))
                    .getFirst();
            Thread thread = Thread.ofPlatform().start(extraction::run);
            Wait.until(
                    "the word that it waits", BOUND, () -> !warnings.messages().isEmpty());
            extraction.stop();
            assertThat(thread.join(BOUND)).isTrue();
            extraction.close();
            assertThat(extraction.checkpoint().position()).isZero();
            assertThat(warnings.messages())
                    .singleElement()
                    .asString()
                    .matches(
                            "The extraction of vault ssn waits: a disk of Kafka's broker 1 has [0-9]+ MB free, less than the"
                                    + " 8796093022207 MB of performance.min_free_disk_mb. It goes on when uploaded rows were deleted or space"
                                    + " was freed.");
        }
        Checkpoint end = fixture.extract(Load.input(SSN, Load.stream(2_000))).getFirst();
        fixture.ensurePublished(SSN, end.run(), 2_000);
    }

    @Test
    void standardInputContinuesOnlyBehindTheSamePrefix() {
        byte[] whole = Load.stream(2_500);
        fixture.breakOff(Load.input(SSN, whole), 2_200);
        String run = cluster.latest(SSN).run();
        assertThat(cluster.latest(SSN).position()).isEqualTo(2_199);

        byte[] other = new String(whole, ISO_8859_1)
                .replace(CanaryWatch.value(77), CanaryWatch.value(78))
                .getBytes(ISO_8859_1);
        refuses(
                ExitCode.USAGE,
                "standard input does not begin with the 2,199 rows that were read before (expected: the same input again)."
                        + " Give the same input again, or begin anew with --fresh.",
                () -> fixture.extract(Load.input(SSN, other)));
        refuses(
                ExitCode.USAGE,
                "standard input ends after 300 rows, but 2,199 rows of it were read before (expected: the same input again)."
                        + " Give the same input again, or begin anew with --fresh.",
                () -> fixture.extract(Load.input(SSN, Load.stream(300))));
        fixture.ensurePublished(SSN, run, 2_199);

        assertThat(fixture.extract(Load.input(SSN, whole)).getFirst().run()).isEqualTo(run);
        fixture.ensurePublished(SSN, run, 2_500);
    }

    @Test
    void standardInputThatWasReadToItsEndIsComparedToItsEnd() {
        Checkpoint whole = fixture.extract(Load.input(SSN, Load.stream(500))).getFirst();
        assertThat(whole.state()).isEqualTo(State.EXTRACTED);

        refuses(
                ExitCode.USAGE,
                "standard input ends after 499 rows, but 500 rows of it were read before (expected: the same input again)."
                        + " Give the same input again, or begin anew with --fresh.",
                () -> fixture.extract(Load.input(SSN, Load.stream(499))));
        refuses(
                ExitCode.USAGE,
                "standard input goes on behind the 500 rows that it ended with before (expected: the same input again)."
                        + " Give the same input again, or begin anew with --fresh.",
                () -> fixture.extract(Load.input(SSN, Load.stream(501))));
        assertThat(fixture.extract(Load.input(SSN, Load.stream(500))).getFirst().run())
                .isEqualTo(whole.run());
        fixture.ensurePublished(SSN, whole.run(), 500);
    }

    @Test
    void aRunThatIsFinishedBetweenTwoLooksIsNotBegunAnew() {
        VaultSource vault = load.rows(SSN, 500);
        Checkpoint whole = fixture.extract(vault).getFirst();
        try (LedgerLog log = new LedgerLog(cluster.clients())) {
            Extractor extractor = new Extractor(cluster.clients(), log, ExtractorFixture.SETTINGS, Clock.systemUTC());
            extractor.review(List.of(vault), Unfinished.CONTINUE);
            fixture.upload(whole);

            Checkpoint end = ExtractorFixture.run(extractor.prepare(List.of(vault), Unfinished.CONTINUE))
                    .getFirst();

            assertThat(end.run()).isEqualTo(whole.run());
        }
        fixture.ensurePublished(SSN, whole.run(), 500);
    }

    @Test
    void anotherSourceDestinationOrLimitIsRefused() throws IOException {
        VaultSource vault = load.rows(SSN, 2_000);
        fixture.breakOff(vault, 1_500);
        String run = cluster.latest(SSN).run();
        List<String> names = List.of(load.data(SSN).toString(), load.tokens(SSN).toString());
        String unfinished = "Vault ssn: run " + run + " is unfinished (1499 rows read) and ";
        String choice = " Restore what it was started with to continue it, or give it up with --fresh:"
                + " what is left of it is then never uploaded.";

        refuses(
                ExitCode.USAGE,
                unfinished + "goes to https://vault.example/v1/vaults/id-ssn/persons column ssn, but now"
                        + " https://vault.example/v1/vaults/id-dob/persons column dob is set." + choice,
                () -> fixture.extract(new VaultSource(SSN, vault.source(), Load.destination(DOB))));
        refuses(
                ExitCode.USAGE,
                unfinished + "was started with max_records 0 and append-suffix false, but now 5 and false are set."
                        + choice,
                () -> fixture.extract(load.source(SSN, 5)));
        refuses(
                ExitCode.USAGE,
                unfinished + "reads " + names + ", but now [-] is set." + choice,
                () -> fixture.extract(Load.input(SSN, Load.stream(2_000))));
        Files.writeString(load.data(SSN), CanaryWatch.value(2_001) + "\n", StandardOpenOption.APPEND);
        Files.writeString(load.tokens(SSN), CanaryWatch.token(2_001) + "\n", StandardOpenOption.APPEND);
        refuses(
                ExitCode.USAGE,
                unfinished + "reads " + names + ", which has changed since." + choice,
                () -> fixture.extract(load.source(SSN)));

        fixture.ensurePublished(SSN, run, 1_499);
        assertThat(cluster.checkpoints()).hasSize(3);
    }

    @Test
    void freshGivesUpTheUnfinishedRunAndBeginsAnother() {
        VaultSource vault = load.rows(SSN, 2_000);
        fixture.breakOff(vault, 1_500);
        String old = cluster.latest(SSN).run();

        Checkpoint end =
                fixture.extract(Unfinished.ABANDON, load.rows(SSN, 1_200)).getFirst();

        assertThat(end.run()).isNotEqualTo(old);
        assertThat(end.startedAt()).isAfter(cluster.checkpoints().getFirst().startedAt());
        assertThat(cluster.checkpoints().stream().filter(each -> each.run().equals(old)))
                .last()
                .extracting(Checkpoint::state, Checkpoint::position)
                .containsExactly(State.ABANDONED, 1_499L);
        fixture.ensurePublished(SSN, Map.of(old, 1_499L, end.run(), 1_200L));

        assertThat(fixture.extract(load.source(SSN)).getFirst().run()).isEqualTo(end.run());
        fixture.ensurePublished(SSN, Map.of(old, 1_499L, end.run(), 1_200L));
    }

    @Test
    void freshGivesUpAllVaultsBeforeAnyBegins() {
        use(DOB);
        VaultSource[] vaults = {load.rows(SSN, 10), load.rows(DOB, 10)};
        String old = fixture.extract(vaults).getFirst().run();

        fixture.prepare(Unfinished.ABANDON, vaults).forEach(Extraction::close);

        assertThat(cluster.checkpoints().subList(4, 8))
                .extracting(
                        Checkpoint::vault, Checkpoint::state, each -> each.run().equals(old))
                .containsExactly(
                        tuple(SSN, State.ABANDONED, true),
                        tuple(DOB, State.ABANDONED, true),
                        tuple(DOB, State.EXTRACTING, false),
                        tuple(SSN, State.EXTRACTING, false));
    }

    @Test
    void aRunOfSeveralVaultsContinuesVaultByVault() {
        use(NAME, DOB);
        VaultSource name = load.rows(NAME, 700);
        VaultSource dob = load.rows(DOB, 2_000);
        VaultSource ssn = load.rows(SSN, 300);
        List<Extraction> extractions = fixture.prepare(name, dob, ssn);
        String run = extractions.getFirst().checkpoint().run();
        extractions.getFirst().run();
        extractions.forEach(Extraction::close);
        fixture.upload(cluster.latest(NAME));
        fixture.breakOff(dob, 1_500);

        List<Checkpoint> ends = fixture.extract(name, dob, ssn);

        assertThat(ends).extracting(Checkpoint::run).containsOnly(run);
        assertThat(ends).extracting(Checkpoint::state).containsOnly(State.EXTRACTED);
        assertThat(ends).allSatisfy(end -> assertThat(end.plan()).containsExactly(NAME, DOB, SSN));
        fixture.ensurePublished(NAME, run, 700);
        fixture.ensurePublished(DOB, run, 2_000);
        fixture.ensurePublished(SSN, run, 300);

        fixture.upload(cluster.latest(DOB));
        assertThat(fixture.extract(name, dob, ssn))
                .as("only uploads are left")
                .extracting(Checkpoint::run)
                .containsOnly(run);
        fixture.upload(cluster.latest(SSN));
        assertThat(fixture.extract(name, dob, ssn))
                .as("a new run")
                .extracting(Checkpoint::run)
                .doesNotContain(run);
    }

    @Test
    void nothingIsPublishedWhenTheSecondVaultIsMalformed() throws IOException {
        use(NAME);
        VaultSource name = load.rows(NAME, 100);
        VaultSource ssn = load.rows(SSN, 100);
        Files.writeString(load.tokens(SSN), "more\n", StandardOpenOption.APPEND);
        refuses(
                ExitCode.USAGE,
                "%s has 100 rows but %s has 101 rows (expected: equal numbers, rows pair by position and a blank line is a row);"
                                .formatted(load.data(SSN), load.tokens(SSN))
                        + " nothing was published. Find the missing row and start again.",
                () -> fixture.extract(name, ssn));
        assertThat(cluster.rows(NAME)).isEmpty();
        assertThat(cluster.checkpoints()).isEmpty();
    }

    @Test
    void aMistakeInTheFilesDoesNotStopAnExtractorAtWork() throws IOException {
        use(NAME);
        List<Extraction> atWork = fixture.prepare(load.rows(NAME, 100));
        Files.writeString(load.tokens(SSN), "t\n");
        refuses(
                ExitCode.USAGE,
                load.data(SSN) + " does not exist (expected: a CSV file); nothing was published."
                        + " Check its path and start again.",
                () -> fixture.extract(load.source(NAME), load.source(SSN)));
        Checkpoint end = ExtractorFixture.run(atWork).getFirst();
        fixture.ensurePublished(NAME, end.run(), 100);
    }

    @Test
    void aFileThatGrewAfterItWasCountedStopsTheVault() throws IOException {
        List<Extraction> extractions = fixture.prepare(load.rows(SSN, 100));
        Files.writeString(load.data(SSN), "more\n", StandardOpenOption.APPEND);
        Files.writeString(load.tokens(SSN), "more\n", StandardOpenOption.APPEND);
        refuses(
                ExitCode.STOPPED,
                load.data(SSN)
                        + " changed after its rows were counted: it goes on behind row 100 (expected: 100 rows)."
                        + " Put the file back as it was and start again, or begin anew with --fresh.",
                () -> ExtractorFixture.run(extractions));
        fixture.ensurePublished(SSN, cluster.latest(SSN).run(), 0);
        assertThat(cluster.latest(SSN).state()).isEqualTo(State.EXTRACTING);
    }

    /** With as many rows as before, whose tokens would go to others' values. */
    @Test
    void aFileThatIsWrittenAnewWhileItIsReadStopsTheVaultAndNoRowReadSinceIsPublished() {
        VaultSource vault = load.rows(SSN, 3_000);
        GatedSource rewritten = new GatedSource(vault.source(), row -> {
            if (row == 1_900) {
                reverse(load.data(SSN));
            }
        });
        use(SSN);
        Extraction extraction = fixture.prepare(Load.of(SSN, rewritten)).getFirst();
        refuses(
                ExitCode.STOPPED,
                load.data(SSN) + " or " + load.tokens(SSN)
                        + " changed while the rows were read. What was read last is not published."
                        + " Put the file back as it was and start again, or begin anew with --fresh.",
                () -> ExtractorFixture.run(List.of(extraction)));
        Checkpoint last = cluster.latest(SSN);
        assertThat(last.state()).isEqualTo(State.EXTRACTING);
        assertThat(last.position()).isLessThan(1_900);
        fixture.ensurePublished(SSN, last.run(), last.position());
    }

    private static void reverse(Path file) {
        try {
            List<String> lines = new ArrayList<>(Files.readAllLines(file));
            Collections.reverse(lines.subList(1, lines.size()));
            Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void anExtractorThatIsOvertakenEndsAndPublishesNothingMore() throws Exception {
        VaultSource vault = load.rows(SSN, 3_000);
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch overtaken = new CountDownLatch(1);
        GatedSource gated = new GatedSource(vault.source(), row -> {
            if (row == 1_900) {
                reached.countDown();
                await(overtaken);
            }
        });
        Extraction zombie = fixture.prepare(Load.of(SSN, gated)).getFirst();
        AtomicReference<Throwable> end = new AtomicReference<>();
        Thread thread = Thread.ofPlatform()
                .uncaughtExceptionHandler((t, e) -> end.set(e))
                .start(zombie::run);
        await(reached);
        Checkpoint done = fixture.extract(vault).getFirst();
        overtaken.countDown();
        thread.join();
        zombie.close();

        assertThat(end.get()).isInstanceOfSatisfying(LoaderException.class, e -> {
            assertThat(e.exitCode()).isEqualTo(ExitCode.UNFINISHED);
            assertThat(e.sentence())
                    .isEqualTo("Another extractor of vault ssn has taken over."
                            + " Nothing is published twice; this one ends.");
        });
        fixture.ensurePublished(SSN, done.run(), 3_000);
    }

    @Test
    void aRunIsContinuedAlsoWhenTheClockWasSetBack() {
        VaultSource vault = load.rows(SSN, 100);
        Instant now = Instant.parse("2026-11-21T03:00:00Z");
        Checkpoint first = run(vault, now);
        fixture.upload(first);
        Checkpoint second = run(vault, now.minusSeconds(3_600));
        assertThat(second.run()).isNotEqualTo(first.run());
        assertThat(second.startedAt()).isEqualTo(now.plusMillis(1));

        assertThat(run(vault, now.minusSeconds(3_000)).run()).isEqualTo(second.run());
        fixture.ensurePublished(SSN, Map.of(first.run(), 100L, second.run(), 100L));
    }

    @Test
    void theLimitLeavesRowsOutAndSaysHowMany() {
        load.rows(SSN, 1_500);
        Extraction extraction = fixture.prepare(load.source(SSN, 1_100)).getFirst();
        assertThat(extraction.left()).isEqualTo(400);
        ExtractorFixture.run(List.of(extraction));
        fixture.ensurePublished(SSN, extraction.checkpoint().run(), 1_100);
    }

    private Checkpoint run(VaultSource vault, Instant now) {
        Clock clock = Clock.fixed(now, ZoneOffset.UTC);
        return ExtractorFixture.run(fixture.prepare(ExtractorFixture.SETTINGS, clock, Unfinished.CONTINUE, vault))
                .getFirst();
    }

    private static void refuses(ExitCode code, String sentence, ThrowingCallable action) {
        assertThatThrownBy(action)
                .isInstanceOfSatisfying(
                        LoaderException.class, e -> assertThat(e.exitCode()).isEqualTo(code))
                .hasMessage(sentence);
    }

    private static byte[] damaged(String token) {
        byte[] bytes = token.getBytes(UTF_8);
        bytes[0] = (byte) 0xff;
        return bytes;
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return Optional.ofNullable(record.headers().lastHeader(name))
                .map(header -> new String(header.value(), UTF_8))
                .orElse("missing");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(BOUND.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
