package com.skyflow.loader.uploader;

import static com.skyflow.loader.testing.Answers.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.skyflow.loader.common.deadletter.DeadLetters;
import com.skyflow.loader.common.deadletter.Reason;
import com.skyflow.loader.common.kafka.GroupProtocol;
import com.skyflow.loader.common.ledger.Account;
import com.skyflow.loader.common.ledger.Checkpoint.State;
import com.skyflow.loader.common.ledger.Events;
import com.skyflow.loader.common.ledger.LedgerKey;
import com.skyflow.loader.common.ledger.LedgerLog;
import com.skyflow.loader.common.row.PairCodec;
import com.skyflow.loader.common.row.RowKey;
import com.skyflow.loader.common.vault.Destination;
import com.skyflow.loader.local.simulator.settings.Latency;
import com.skyflow.loader.testing.EmbeddedKafka;
import com.skyflow.loader.testing.Wait;
import com.skyflow.loader.uploader.health.Stop;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which rows of a topic are uploaded at all. */
final class RunsIT {
    @RegisterExtension
    static final EmbeddedKafka kafka = new EmbeddedKafka();

    private final Scenario load = new Scenario(kafka, GroupProtocol.CONSUMER);

    @AfterEach
    void close() {
        load.close();
    }

    @Test
    void recordsThatAreNoRowsBecomeDeadLetters() {
        byte[] noPair = "CANARY".getBytes(StandardCharsets.UTF_8);
        byte[] noText = {(byte) 0xff, 1, 2};
        List<ProducerRecord<byte[], byte[]>> foreign = new ArrayList<>();
        foreign.add(load.row("foreign".getBytes(StandardCharsets.UTF_8), noPair));
        foreign.add(new ProducerRecord<>(load.topics.rows(Scenario.VAULT), null, noPair));
        foreign.add(new ProducerRecord<>(load.topics.rows(Scenario.VAULT), null, noText));
        foreign.add(load.row("foreign/0".getBytes(StandardCharsets.UTF_8), null));
        load.publish(foreign);
        load.publish(300);
        load.start(new Setup());
        load.awaitAccount("every row finished", Account::isFinished);
        Wait.until("four dead letters", Scenario.BOUND, () -> load.deadLetters().size() == 4);
        load.assertHeldBut(List.of());
        List<ConsumerRecord<byte[], byte[]>> letters = load.deadLetters();
        assertThat(letters)
                .extracting(letter -> DeadLetters.parse(letter).reason())
                .containsOnly(Reason.UNREADABLE);
        assertThat(letters)
                .extracting(letter -> DeadLetters.parse(letter).message())
                .containsOnly("The record is no row of this loader.");
        assertThat(letters)
                .extracting(letter -> new String(letter.value(), StandardCharsets.UTF_8))
                .containsExactlyInAnyOrder("CANARY", "CANARY", "{\"valueBase64\":\"/wEC\"}", "{\"valueBase64\":\"\"}");
        try (LedgerLog log = new LedgerLog(load.clients)) {
            assertThat(log.read()
                            .account(new LedgerKey(RowKey.UNKNOWN_RUN, Scenario.VAULT))
                            .deadLettered())
                    .isEqualTo(Map.of(Reason.UNREADABLE, 4L));
        }
    }

    @Test
    void aRowOfARunThatIsNoPairIsCountedThere() {
        load.publish(List.of(load.row(new RowKey(Scenario.RUN, 1).toBytes(), "{}".getBytes(StandardCharsets.UTF_8))));
        load.rows.add(load.canary.pair());
        Account account = load.publish(99).load(new Setup());
        assertThat(account.deadLettered()).isEqualTo(Map.of(Reason.UNREADABLE, 1L));
        load.assertHeldBut(List.of(load.canary.pair()));
    }

    @Test
    void rowsLeaveTheTopicAsTheLoadGoes() {
        // So slowly that the load takes many times as long as what is waited for.
        load.vault.latency(new Latency(Duration.ofMillis(400), Duration.ofMillis(600)));
        load.publish(3_000).start(new Setup().batches(50, 2, 200).deletionInterval(Duration.ofMillis(50)));
        long whole = load.held();

        Wait.until("rows deleted in the middle of a load", Scenario.BOUND, () -> {
            assertThat(load.counts().records()).isLessThan(3_000);
            return load.held() < whole / 10 * 9;
        });
        load.vault.latency(Latency.NONE);
        Account account = load.awaitFinished();

        Wait.until("markers alone in the topic", Scenario.BOUND, () -> load.held() <= Scenario.PARTITIONS);
        load.assertHeldBut(List.of());
        assertThat(account.uploaded()).isEqualTo(3_000);
        load.publish(Scenario.RUN, 100, State.EXTRACTED);
        load.load(new Setup());
        load.assertHeldBut(List.of());
        assertThat(load.counts().repeated()).isZero();
    }

    @Test
    void rowsOfAnAbandonedRunAreDiscardedAndCounted() {
        load.publish("run0", 400, State.ABANDONED);
        List<com.skyflow.loader.common.row.Pair> abandoned = List.copyOf(load.rows);
        load.rows.clear();
        load.publish(300);
        load.start(new Setup());
        try (LedgerLog log = new LedgerLog(load.clients)) {
            Wait.until(
                    "every row discarded",
                    Scenario.BOUND,
                    () -> log.read()
                                    .account(new LedgerKey("run0", Scenario.VAULT))
                                    .discarded()
                            == 400);
        }
        Account account = load.awaitFinished();
        assertThat(account.uploaded()).isEqualTo(300);
        assertThat(abandoned).hasSize(400);
        load.assertHeldBut(List.of());
    }

    @Test
    void aRunThatIsAbandonedWhileTheVaultIsAwayIsDiscarded() {
        load.vault.refuseConnections();
        RunningUploader uploader = load.publish(300).start(new Setup().attempts(2));
        Wait.until(
                "failed calls", Scenario.BOUND, () -> uploader.status().meter().requests() > 4);
        load.publish(List.of(Events.record(
                load.topics.runs(), Scenario.checkpoint(Scenario.RUN, 300, State.ABANDONED, load.destination()))));
        load.publish("run2", 1, State.EXTRACTED);
        Wait.until("the outage", Scenario.BOUND, () -> uploader.status().state() == UploaderStatus.State.OUTAGE);
        // Each probe waits twice as long as the one before: the runs are looked at again between the next ones.
        long probes = uploader.status().meter().requests() + 4;
        Wait.until(
                "more probes", Scenario.BOUND, () -> uploader.status().meter().requests() >= probes);
        load.vault.acceptConnections();
        load.awaitAccount("every row finished", account -> account.outstanding() == 0);
        assertThat(load.vault.refusals()).isEqualTo(1);
        assertThat(load.account().discarded() + load.account().uploaded()).isEqualTo(300);
        assertThat(load.account().discarded()).isPositive();
    }

    @Test
    void rowsOfAnotherDestinationAreRefused() {
        Destination other = new Destination("https://other.example", "vault9", "people", "name");
        load.publish(List.of(
                load.row(new RowKey("run0", 1).toBytes(), PairCodec.encode(load.canary.pair())),
                Events.record(load.topics.runs(), Scenario.checkpoint("run0", 1, State.EXTRACTED, other))));
        assertThat(load.stopOf(new Setup()))
                .isEqualTo(new Stop.NeedsPerson(
                        "Run run0 was meant for https://other.example/v1/vaults/vault9/people column name, but this uploader"
                                + " is set to " + load.vault.url() + "/v1/vaults/vault1/people column name. Correct the"
                                + " configuration, or start the extraction anew with --fresh."));
        assertNothingDone();
    }

    @Test
    void rowsOfARunWithoutACheckpointAreRefused() {
        load.publish(List.of(load.row(new RowKey("run0", 1).toBytes(), PairCodec.encode(load.canary.pair()))));
        assertThat(load.stopOf(new Setup()))
                .isEqualTo(new Stop.NeedsPerson(
                        "The topic of vault name holds rows of run run0, of which no checkpoint is known: it was deleted, or"
                                + " another program wrote them. Nothing of it is uploaded."));
        assertNothingDone();
    }

    private void assertNothingDone() {
        assertThat(load.vault.journal().counts().calls()).isZero();
        assertThat(load.committed()).isEmpty();
        assertThat(load.deadLetters()).isEmpty();
    }

    @Test
    void rowsThatAreGoneStopTheVault() {
        load.publish(500).load(new Setup());
        load.publish(500);
        for (TopicPartition partition : load.committed().keySet()) {
            await(load.admin
                    .deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(load.end(partition))))
                    .all());
        }
        assertThat(load.stopOf(new Setup()))
                .isEqualTo(new Stop.NeedsPerson("Rows of vault name that were not uploaded are gone from topic "
                        + load.topics.rows(Scenario.VAULT)
                        + ": its retention or somebody has deleted them. Start the extraction anew with --fresh."));
        assertThat(load.counts().records()).isEqualTo(500);
    }
}
