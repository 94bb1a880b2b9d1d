package com.skyflow.loader.uploader.send;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyflow.loader.common.deadletter.DeadLetter;
import com.skyflow.loader.common.deadletter.DeadLetter.FromTopic;
import com.skyflow.loader.common.deadletter.Provenance;
import com.skyflow.loader.common.deadletter.Reason;
import com.skyflow.loader.common.row.RowKey;
import com.skyflow.loader.uploader.batch.Batch;
import com.skyflow.loader.uploader.batch.Records;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

final class BatchRowsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void aBrokenOffBatchCountsOnlyItsPrefix() {
        BatchRows rows = rows(Records.batch(100, 6));
        rows.loaded(0, 2);
        rows.giveUp(2, 3, BatchRowsTest::letter);
        rows.loaded(4, 6);
        BatchResult result = rows.result(new Tally());
        assertThat(result.isWhole()).isFalse();
        assertThat(result.finished()).isEqualTo(3);
        assertThat(result.loaded()).isEqualTo(2);
        assertThat(result.givenUp()).extracting(row -> row.row().offset()).containsExactly(102L);
        assertThat(result.nextOffset()).isEqualTo(103);
    }

    @Test
    void aWholeBatchEndsBehindItsLastRecord() {
        BatchRows rows = rows(Records.batch(100, 3));
        rows.loaded(0, 3);
        BatchResult result = rows.result(new Tally());
        assertThat(result.isWhole()).isTrue();
        assertThat(result.loaded()).isEqualTo(3);
        assertThat(result.nextOffset()).isEqualTo(103);
    }

    @Test
    void aPrefixEndsAtTheNextRecordWhateverLiesBetweenTheOffsets() {
        List<ConsumerRecord<byte[], byte[]>> records =
                List.of(Records.record("run1", 5), Records.record("run1", 9), Records.record("run1", 20));
        BatchRows rows = rows(new Batch(Records.PARTITION, "run1", records));
        rows.loaded(0, 1);
        assertThat(rows.result(new Tally()).nextOffset()).isEqualTo(9);
    }

    @Test
    void aFinishedRowStaysAsItIs() {
        BatchRows rows = rows(Records.batch(0, 3));
        rows.giveUp(1, 2, BatchRowsTest::letter);
        rows.loaded(0, 2);
        rows.discard(0, 3);
        BatchResult result = rows.result(new Tally());
        assertThat(result.loaded()).isEqualTo(1);
        assertThat(result.givenUp()).hasSize(1);
        assertThat(result.discarded()).isEqualTo(1);
    }

    @Test
    void recordsThatAreNoPairAreGivenUp() {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>(Records.records("run1", 0, 2));
        records.add(new ConsumerRecord<>("byot.name", 3, 2, new byte[] {1}, new byte[] {2}));
        BatchRows rows = rows(new Batch(Records.PARTITION, "run1", records));
        assertThat(rows.open(0, 3)).hasSize(2);
        rows.loaded(0, 3);
        assertThat(rows.result(new Tally()).givenUp())
                .singleElement()
                .asString()
                .isEqualTo("GivenUp[unreadable at FromTopic[topic=byot.name, partition=3, offset=2]]");
    }

    @Test
    void everyRecordOfAnUnknownRunIsGivenUp() {
        BatchRows rows = rows(Records.batch(RowKey.UNKNOWN_RUN, 0, 2));
        assertThat(rows.open(0, 2)).isEmpty();
        assertThat(rows.result(new Tally()).givenUp()).hasSize(2);
    }

    @Test
    void probesWithRowsOutsideFirst() {
        BatchRows rows = rows(Records.batch(0, 6));
        rows.loaded(0, 1);
        assertThat(probes(rows, 2, 4, false, 3)).containsExactlyInAnyOrder(1, 4, 5);
        assertThat(probes(rows, 0, 6, false, 5)).containsExactlyInAnyOrder(1, 2, 3, 4, 5);
        rows.loaded(1, 5);
        assertThat(probes(rows, 5, 6, false, 2)).containsExactly(-1, -1);
    }

    @Test
    void probesWithTheRowThatTheVaultTakesFirstOrWhenOthersHaveBeenTried() {
        BatchRows rows = rows(Records.batch(0, 3));
        assertThat(rows.probe(0, 3, 0, true)).isEqualTo(-1);
        assertThat(probes(rows, 1, 3, true, 4)).containsExactly(0, -1, 0, -1);
        assertThat(probes(rows, 0, 3, true, 5)).containsExactly(0, 1, 2, -1, 0);
        BatchRows many = rows(Records.batch(0, 12));
        assertThat(probes(many, 0, 12, true, 14)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, -1, 9, 10, 11, 0);
    }

    private static List<Integer> probes(BatchRows rows, int from, int to, boolean hasKnown, int turns) {
        return IntStream.rangeClosed(1, turns)
                .mapToObj(turn -> rows.probe(from, to, turn, hasKnown))
                .toList();
    }

    private static BatchRows rows(Batch batch) {
        BatchRows rows = new BatchRows(batch);
        rows.decode(NOW);
        return rows;
    }

    private static DeadLetter letter(Provenance row) {
        assertThat(row.origin()).isInstanceOf(FromTopic.class);
        return new DeadLetter(
                Reason.REJECTED, "status 400", 400, "request-1", 1, NOW, NOW, row.origin(), row.replays());
    }
}
