package com.skyflow.loader.uploader;

import static com.skyflow.loader.testing.Answers.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.skyflow.loader.common.kafka.GroupProtocol;
import com.skyflow.loader.common.ledger.Account;
import com.skyflow.loader.common.ledger.Checkpoint.State;
import com.skyflow.loader.local.simulator.fault.Fault;
import com.skyflow.loader.local.simulator.fault.InjectedFault;
import com.skyflow.loader.local.simulator.fault.Moment;
import com.skyflow.loader.local.simulator.fault.Trigger;
import com.skyflow.loader.local.simulator.settings.Latency;
import com.skyflow.loader.testing.EmbeddedKafka;
import com.skyflow.loader.testing.Wait;
import com.skyflow.loader.testing.Warnings;
import com.skyflow.loader.uploader.health.Stop;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Uploaders that come, go and lose their partitions, under both group protocols. */
final class RebalanceIT {
    @RegisterExtension
    static final EmbeddedKafka kafka = new EmbeddedKafka();

    private static Latency slow() {
        return new Latency(Duration.ofMillis(10), Duration.ofMillis(60));
    }

    @ParameterizedTest(name = "group.protocol={0}")
    @EnumSource
    void aDrainRepeatsNothing(GroupProtocol protocol) {
        try (Scenario load = new Scenario(kafka, protocol)) {
            load.vault.latency(slow());
            for (int drains = 1; drains <= 4; drains++) {
                load.publish(Scenario.RUN, 1_000, State.EXTRACTING);
                RunningUploader uploader = load.start(new Setup().batches(20, 4, 400));
                long target = load.counts().records() + 500;
                Wait.until("rows", Scenario.BOUND, () -> load.counts().records() >= target);
                assertThat(uploader.drain()).isEmpty();
                assertThat(load.vault.journal().wasCalledAfter(Instant.now())).isFalse();
                assertThat(load.account().uploaded()).isEqualTo(load.counts().records());
            }
            load.vault.latency(Latency.NONE);
            load.publish(100).load(new Setup());
            load.assertHeldBut(List.of());
            assertThat(load.counts().repeated()).isZero();
        }
    }

    @ParameterizedTest(name = "group.protocol={0}")
    @EnumSource
    void uploadersJoinAndLeaveWithoutARepeat(GroupProtocol protocol) {
        try (Scenario load = new Scenario(kafka, protocol)) {
            load.vault.latency(slow());
            load.feed();
            Setup setup = new Setup().batches(20, 2, 200);
            RunningUploader first = load.start(setup, "first");
            Wait.until("rows", Scenario.BOUND, () -> load.counts().records() >= 200);
            RunningUploader second = load.start(setup, "second");
            RunningUploader third = load.start(setup, "third");
            Wait.until("a share for each", Scenario.BOUND, () -> {
                load.feed();
                return List.of(first, second, third).stream()
                        .allMatch(uploader -> uploader.status().partitions() > 0
                                && uploader.status().meter().loaded() > 0
                                && uploader.status().partitions() < Scenario.PARTITIONS);
            });
            assertThat(second.drain()).isEmpty();
            assertThat(third.drain()).isEmpty();
            Wait.until("all partitions back", Scenario.BOUND, () -> {
                load.feed();
                return first.status().partitions() == Scenario.PARTITIONS;
            });
            load.vault.latency(Latency.NONE);
            Account account = load.publish(100).awaitFinished();
            load.assertHeldBut(List.of());
            assertThat(account.uploaded()).isEqualTo(load.rows.size());
            assertThat(load.counts().repeated()).isZero();
        }
    }

    @ParameterizedTest(name = "group.protocol={0}")
    @EnumSource
    void lostPartitionsRecordNothingLate(GroupProtocol protocol) {
        try (Scenario load = new Scenario(kafka, protocol);
                Warnings warnings = new Warnings(Rebalance.class.getName())) {
            load.vault.latency(slow());
            Setup setup = new Setup().batches(20, 4, 400);
            RunningUploader uploader = load.publish(3_000).start(setup);
            Wait.until("rows", Scenario.BOUND, () -> uploader.status().meter().loaded() >= 300);
            await(load.admin
                    .removeMembersFromConsumerGroup(
                            load.topics.uploaderGroup(Scenario.VAULT), new RemoveMembersFromConsumerGroupOptions())
                    .all());
            Wait.until("the loss", Scenario.BOUND, () -> tellOfALoss(warnings));
            Account account = load.awaitFinished();
            load.assertHeldBut(List.of());
            assertThat(account.uploaded()).isEqualTo(3_000);
            assertThat(load.counts().repeated()).isLessThanOrEqualTo(setup.window());
        }
    }

    @ParameterizedTest(name = "group.protocol={0}")
    @EnumSource
    void aSecondOfTheSameNameFencesTheFirst(GroupProtocol protocol) {
        try (Scenario load = new Scenario(kafka, protocol)) {
            load.vault.latency(slow());
            Setup setup = new Setup().batches(20, 4, 400);
            load.feed();
            RunningUploader first = load.start(setup, "same");
            Wait.until("rows", Scenario.BOUND, () -> load.counts().records() >= 200);
            RunningUploader second = load.start(setup, "same");
            // It is told when it commits, and so not before it has rows.
            Wait.until("the end of the first", Scenario.BOUND, () -> {
                load.feed();
                return !first.isRunning();
            });
            assertThat(first.awaitStop())
                    .contains(new Stop.Unfinished(
                            "Another uploader of vault name goes by the name same and has taken over, or this one was"
                                    + " suspended for too long. Start again to continue."));
            assertThat(second.status().state()).isNotEqualTo(UploaderStatus.State.STOPPED);
            load.vault.latency(Latency.NONE);
            Account account = load.publish(100).awaitFinished();
            load.assertHeldBut(List.of());
            assertThat(account.uploaded()).isEqualTo(load.rows.size());
            // The first may get partitions once more before a commit tells it.
            assertThat(load.counts().repeated()).isLessThanOrEqualTo(2L * setup.window());
        }
    }

    @ParameterizedTest(name = "group.protocol={0}")
    @EnumSource
    void neitherTheWindowNorTheUnfinishedRowIsPassed(GroupProtocol protocol) {
        try (Scenario load = new Scenario(kafka, protocol)) {
            Setup setup = new Setup().batches(20, 4, 200);
            InjectedFault fault = load.vault.inject(new Fault.Hang(Moment.BEFORE_STORING), Trigger.next(1));
            RunningUploader uploader = load.publish(1_000).start(setup);
            Wait.until("a full window", Scenario.BOUND, () -> {
                int uncommitted = uploader.status().uncommitted();
                assertThat(uncommitted).isLessThanOrEqualTo(setup.window());
                return uncommitted > setup.window() - 30 && load.vault.hanging() == 1;
            });
            assertThat(load.committedRowsMissing()).isZero();
            load.vault.releaseHanging();
            load.awaitFinished();
            load.assertHeldBut(List.of());
            assertThat(fault.happened()).isEqualTo(1);
            assertThat(load.vault.journal().counts().maxInFlight()).isLessThanOrEqualTo(setup.concurrency());
            assertThat(load.counts().repeated()).isZero();
        }
    }

    @ParameterizedTest(name = "group.protocol={0}")
    @EnumSource
    void aStopThatRunsOutOfItsBoundBreaksOffAndSaysSo(GroupProtocol protocol) {
        try (Scenario load = new Scenario(kafka, protocol);
                Warnings warnings = new Warnings(Lanes.class.getName())) {
            Setup setup = new Setup().batches(20, 4, 200).drainTimeout(Duration.ofMillis(200));
            InjectedFault fault = load.vault.inject(new Fault.Hang(Moment.AFTER_STORING), Trigger.next(1));
            RunningUploader first = load.publish(1_000).start(setup, "first");
            Wait.until("a call that hangs", Scenario.BOUND, () -> load.vault.hanging() == 1);
            assertThat(first.drain()).isEmpty();
            Wait.until("the call to end", Scenario.BOUND, () -> load.vault.hanging() == 0);
            assertThat(load.committedRowsMissing()).isZero();
            assertThat(warnings.messages()).singleElement().asString().startsWith("The vault did not answer in time");
            load.load(setup);
            load.assertHeldBut(List.of());
            assertThat(fault.happened()).isEqualTo(1);
            assertThat(load.counts().repeated()).isBetween(1L, (long) setup.window());
        }
    }

    private static boolean tellOfALoss(Warnings warnings) {
        return warnings.messages().stream().anyMatch(message -> message.startsWith("Partitions lost"));
    }
}
