package com.skyflow.loader.uploader;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyflow.loader.common.deadletter.DeadLetter;
import com.skyflow.loader.common.deadletter.Reason;
import com.skyflow.loader.common.instance.OldestRow;
import com.skyflow.loader.common.instance.OwnedPartition;
import com.skyflow.loader.common.instance.WaitsFor;
import com.skyflow.loader.common.ledger.Calls;
import com.skyflow.loader.common.ledger.Latency;
import com.skyflow.loader.uploader.batch.Batch;
import com.skyflow.loader.uploader.batch.Records;
import com.skyflow.loader.uploader.health.Lease;
import com.skyflow.loader.uploader.health.Stop;
import com.skyflow.loader.uploader.health.VaultHealth;
import com.skyflow.loader.uploader.send.BatchLimit;
import com.skyflow.loader.uploader.send.BatchResult;
import com.skyflow.loader.uploader.send.GivenUp;
import com.skyflow.loader.uploader.send.InFlight;
import com.skyflow.loader.uploader.send.Phase;
import com.skyflow.loader.uploader.send.Standing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HeldRowsTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final VaultHealth health = new VaultHealth(() -> 0L);
    private final ResultQueue results = new ResultQueue();
    private final List<Batch> batches = new ArrayList<>();
    private final HandClock clock = new HandClock();
    private final HeldRows held =
            new HeldRows(health, result -> result.givenUp().isEmpty(), clock);
    private final Lanes lanes = new Lanes(
            this::send,
            results,
            new BatchLimit(5),
            Duration.ofSeconds(1),
            new Lease(() -> 0L, () -> Instant.EPOCH),
            () -> 0L);
    private Standing standing = new Standing(Records.record("run", 12), 4, Phase.CALLING, Optional.of("status 503"));

    @BeforeEach
    void ownAPartition() {
        lanes.open(List.of(Records.PARTITION));
    }

    @Test
    void nothingIsHeldOfAPartitionWithoutRows() {
        held.look(lanes, partition -> OptionalLong.empty());

        assertThat(held.view().runs()).isEmpty();
        assertThat(held.view().partitions()).containsExactly(new OwnedPartition(3, 0, null, null));
    }

    @Test
    void theOldestRowIsTheFirstUnfinishedOneOfTheFirstBatch() {
        receive(10);

        assertThat(look()).isEqualTo(new OldestRow("run/13", 12, 4, WaitsFor.CALL, "status 503", START));
        assertThat(held.view().runs()).containsExactly("run");
        assertThat(held.view().partitions().getFirst().rows()).isEqualTo(10);
        assertThat(held.view().partitions().getFirst().behind()).isEqualTo(17);
    }

    @Test
    void itIsDatedFromTheFirstLookAtWhichItWasTheOldest() {
        receive(10);
        look();
        clock.now = START.plusSeconds(7);
        assertThat(look().since()).isEqualTo(START);

        standing = new Standing(Records.record("run", 13), 1, Phase.CALLING, Optional.empty());
        assertThat(look().since()).isEqualTo(START.plusSeconds(7));
    }

    @ParameterizedTest
    @CsvSource({
        "PREPARING, SLOT",
        "QUEUEING, SLOT",
        "DELAYED, SLOT",
        "CALLING, CALL",
        "BACKING_OFF, RETRY",
        "HELD_UP, SLOT"
    })
    void aBatchOnItsWayWaitsForWhatItSpendsItsTimeWith(Phase phase, WaitsFor waitsFor) {
        receive(5);
        standing = new Standing(Records.record("run", 10), 0, phase, Optional.empty());

        assertThat(look().waitsFor()).isEqualTo(waitsFor);
    }

    @Test
    void aBatchThatIsHeldUpWaitsForWhatTheVaultSuffersFrom() {
        receive(5);
        standing = new Standing(Records.record("run", 10), 0, Phase.HELD_UP, Optional.empty());

        health.throttled(Optional.of(Duration.ofSeconds(3)));
        assertThat(look().waitsFor()).isEqualTo(WaitsFor.THROTTLED);

        health.hindered(1, "no bearer token: the exchange is down");
        assertThat(look())
                .isEqualTo(
                        new OldestRow("run/11", 10, 0, WaitsFor.TOKEN, "no bearer token: the exchange is down", START));

        health.stop(new Stop.Misconfigured("Mend it."));
        assertThat(look()).isEqualTo(new OldestRow("run/11", 10, 0, WaitsFor.MISCONFIGURED, "Mend it.", START));
    }

    @Test
    void rowsThatWaitForABatchLinger() {
        receive(3);

        assertThat(look()).isEqualTo(new OldestRow("run/11", 10, 0, WaitsFor.LINGER, null, START));
    }

    @Test
    void aFinishedBatchWaitsForItsCommitAndOneThatMayNotBeCommittedIsHeldBack() {
        receive(10);
        end(batches.get(0), null);
        standing = new Standing(Records.record("run", 17), 1, Phase.CALLING, Optional.empty());
        assertThat(look().offset()).isEqualTo(17);

        end(batches.get(1), givenUp(batches.get(1).records().get(1)));
        assertThat(look()).isEqualTo(new OldestRow("run/17", 16, 2, WaitsFor.HELD_BACK, "status 400", START));
    }

    @Test
    void whereAllIsFinishedTheFirstRowWaitsForItsCommit() {
        receive(5);
        end(batches.get(0), null);

        assertThat(look()).isEqualTo(new OldestRow("run/11", 10, 1, WaitsFor.COMMIT, null, START));
    }

    private OldestRow look() {
        held.look(lanes, partition -> OptionalLong.of(7));
        return Objects.requireNonNull(held.view().partitions().getFirst().oldest());
    }

    private void receive(int rows) {
        lanes.receive(Records.PARTITION, Records.records("run", 10, rows), "run");
    }

    private void end(Batch batch, @Nullable GivenUp row) {
        List<GivenUp> givenUp = row == null ? List.of() : List.of(row);
        results.add(
                BatchResult.of(batch, 5, 5 - givenUp.size(), 0, givenUp, new Calls(1, 0, 0, 0, 1, 0, 0, Latency.NONE)));
        assertThat(lanes.takeResults(Duration.ZERO)).isEqualTo(1);
    }

    private static GivenUp givenUp(ConsumerRecord<byte[], byte[]> row) {
        return new GivenUp(
                row,
                new DeadLetter(
                        Reason.REJECTED,
                        "status 400",
                        400,
                        null,
                        2,
                        START,
                        START,
                        new DeadLetter.FromTopic(row.topic(), row.partition(), row.offset()),
                        0));
    }

    private InFlight send(Batch batch, Consumer<BatchResult> completed) {
        batches.add(batch);
        return new InFlight() {
            @Override
            public boolean withdraw() {
                return true;
            }

            @Override
            public void breakOff() {}

            @Override
            public Standing standing() {
                return standing;
            }
        };
    }

    /** A clock that is set by hand. */
    private static final class HandClock extends Clock {
        private Instant now = START;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
