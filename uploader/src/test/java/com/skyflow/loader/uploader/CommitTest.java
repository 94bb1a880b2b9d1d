package com.skyflow.loader.uploader;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyflow.loader.common.deadletter.DeadLetter;
import com.skyflow.loader.common.deadletter.Reason;
import com.skyflow.loader.common.ledger.Calls;
import com.skyflow.loader.common.ledger.Events;
import com.skyflow.loader.common.ledger.Latency;
import com.skyflow.loader.common.ledger.Outcome;
import com.skyflow.loader.common.topic.Topics;
import com.skyflow.loader.uploader.batch.Batch;
import com.skyflow.loader.uploader.batch.Records;
import com.skyflow.loader.uploader.send.BatchResult;
import com.skyflow.loader.uploader.send.GivenUp;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

final class CommitTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Calls CALL = new Calls(1, 0, 0, 100, 1, 0, 0, Latency.NONE);

    @Test
    void nothingFinishedIsNoCommit() {
        assertThat(new Commit(Map.of()).isEmpty()).isTrue();
    }

    @Test
    void theOffsetIsThatBehindTheLastFinishedRow() {
        Batch first = Records.batch(0, 10);
        Batch second = Records.batch(10, 10);
        Commit commit = new Commit(Map.of(
                Records.PARTITION,
                List.of(
                        BatchResult.of(first, 10, 10, 0, List.of(), CALL),
                        BatchResult.of(second, 4, 4, 0, List.of(), CALL))));
        assertThat(commit.offsets()).isEqualTo(Map.of(Records.PARTITION, new OffsetAndMetadata(14)));
    }

    @Test
    void deadLettersComeFirstAndAnOutcomeForEachRunLast() {
        Batch first = Records.batch("run1", 0, 10);
        Batch second = Records.batch("run1", 10, 10);
        Batch other = Records.batch("run2", 20, 5);
        Commit commit = new Commit(Map.of(
                Records.PARTITION,
                List.of(
                        BatchResult.of(first, 10, 9, 0, List.of(givenUp(first, 3, Reason.REJECTED)), CALL),
                        BatchResult.of(second, 10, 9, 0, List.of(givenUp(second, 0, Reason.EXHAUSTED)), CALL),
                        BatchResult.of(other, 5, 0, 5, List.of(), Calls.NONE))));
        List<ProducerRecord<byte[], byte[]>> records =
                commit.records(new Topics("byot"), Scenario.VAULT, "instance", NOW);
        assertThat(records)
                .extracting(ProducerRecord::topic)
                .containsExactly("byot.name.dead-letter", "byot.name.dead-letter", "byot.outcomes", "byot.outcomes");
        assertThat(records.get(0).key()).isEqualTo(first.records().get(3).key());
        assertThat(records.get(0).value()).isEqualTo(first.records().get(3).value());
        assertThat(records.get(0).partition()).isEqualTo(3);
        assertOutcome(
                records.get(2),
                new Outcome(
                        "run1",
                        Scenario.VAULT,
                        18,
                        Map.of(Reason.REJECTED, 1L, Reason.EXHAUSTED, 1L),
                        0,
                        0,
                        0,
                        0,
                        CALL.plus(CALL),
                        "instance",
                        NOW));
        assertOutcome(
                records.get(3),
                new Outcome("run2", Scenario.VAULT, 0, Map.of(), 5, 0, 0, 0, Calls.NONE, "instance", NOW));
    }

    @Test
    void aRowWithoutAKeyGetsOneForACompactedTopic() {
        ConsumerRecord<byte[], byte[]> row = new ConsumerRecord<>("byot.name", 3, 41, null, new byte[0]);
        Batch batch = new Batch(Records.PARTITION, "unknown", List.of(row));
        Commit commit = new Commit(Map.of(
                Records.PARTITION,
                List.of(BatchResult.of(batch, 1, 0, 0, List.of(givenUp(batch, 0, Reason.UNREADABLE)), Calls.NONE))));
        ProducerRecord<byte[], byte[]> letter = commit.records(new Topics("byot"), Scenario.VAULT, "instance", NOW)
                .getFirst();
        assertThat(letter.key()).asString(StandardCharsets.UTF_8).isEqualTo("unknown/42");
    }

    private static GivenUp givenUp(Batch batch, int index, Reason reason) {
        ConsumerRecord<byte[], byte[]> row = batch.records().get(index);
        return new GivenUp(
                row,
                new DeadLetter(
                        reason,
                        "status 400",
                        400,
                        "request-1",
                        2,
                        NOW,
                        NOW,
                        new DeadLetter.FromTopic(row.topic(), row.partition(), row.offset()),
                        0));
    }

    private static void assertOutcome(ProducerRecord<byte[], byte[]> record, Outcome expected) {
        Outcome found = Events.outcome(new ConsumerRecord<>(record.topic(), 0, 0, record.key(), record.value()));
        assertThat(found)
                .usingRecursiveComparison()
                .ignoringFields("calls.latency")
                .isEqualTo(expected);
    }
}
