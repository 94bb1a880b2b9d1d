package com.skyflow.loader.common.ledger;

import static com.skyflow.loader.common.ledger.Example.SSN;
import static com.skyflow.loader.common.ledger.Example.START;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.skyflow.loader.common.deadletter.Reason;
import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import com.skyflow.loader.common.ledger.Checkpoint.State;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventsTest {
    @Test
    void aCheckpointIsReadAsItWasWritten() {
        Checkpoint checkpoint =
                Example.first("r1", SSN).advance(90, 10, "hash", State.EXTRACTED, START.plusNanos(123_456_789));
        ProducerRecord<byte[], byte[]> record = Events.record("byot.runs", checkpoint);

        assertThat(new String(record.key(), UTF_8)).isEqualTo("r1/ssn");
        assertThat(Events.checkpoint(stored(record.value()))).isEqualTo(checkpoint);
    }

    @Test
    void aCheckpointOfAnUncountedSourceIsReadAsItWasWritten() {
        Checkpoint first = Example.first("r1", SSN);
        Checkpoint checkpoint = new Checkpoint(
                "r1",
                SSN,
                List.of(SSN),
                State.ABANDONED,
                new SourceIdentity("csv", List.of("-"), null, 5, true),
                first.destination(),
                null,
                null,
                0,
                0,
                0,
                null,
                START,
                START);
        assertThat(Events.checkpoint(
                        stored(Events.record("byot.runs", checkpoint).value())))
                .isEqualTo(checkpoint);
    }

    @Test
    void aCheckpointIsThisJson() {
        assertThat(new String(
                        Events.record("byot.runs", Example.first("r1", SSN)).value(), UTF_8))
                .isEqualTo("""
                        {"run":"r1","vault":"ssn","plan":["ssn","dob"],"state":"EXTRACTING",\
                        "source":{"kind":"csv","names":["d.csv","t.csv"],"fingerprint":"f1","maxRecords":0,"appendSuffix":false},\
                        "destination":{"url":"https://vault.example","vaultId":"v1","table":"persons","column":"ssn"},\
                        "total":100,"repeats":{"rows":3,"exact":true},"position":0,"published":0,"rejected":0,"cursor":null,\
                        "startedAt":"2026-11-21T03:00:00Z","at":"2026-11-21T03:00:00Z"}""");
    }

    @Test
    void anOutcomeIsReadAsItWasWritten() {
        Outcome outcome = Example.outcome("r1", SSN, 7, Map.of(Reason.REJECTED, 2L, Reason.INVALID_ROW, 1L), 3);
        ProducerRecord<byte[], byte[]> record = Events.record("byot.outcomes", outcome);
        Outcome read = Events.outcome(stored(record.value()));

        assertThat(new String(record.key(), UTF_8)).isEqualTo("r1/ssn");
        assertThat(new String(record.value(), UTF_8)).contains("\"rejected\":2", "\"invalid-row\":1");
        assertThat(read)
                .usingRecursiveComparison()
                .ignoringFields("calls.latency")
                .isEqualTo(outcome);
        assertThat(read.calls().latency().encode())
                .isEqualTo(outcome.calls().latency().encode());
    }

    @Test
    void whatALaterVersionAddsIsPassedOver() {
        byte[] value = Events.record("byot.runs", Example.first("r1", SSN)).value();
        String more = new String(value, UTF_8).replaceFirst("\\{", "{\"later\":1,");
        assertThat(Events.checkpoint(stored(more.getBytes(UTF_8)))).isEqualTo(Example.first("r1", SSN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "1", "[]", "{\"run\":1}", "{\"vault\":\"No Vault\"}", "null", "{}"})
    void aForeignRecordIsRefused(String value) {
        assertThatThrownBy(() -> Events.checkpoint(stored(value.getBytes(UTF_8))))
                .isInstanceOfSatisfying(
                        LoaderException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.STOPPED))
                .hasMessage("Topic byot.topic holds at offset 17 a record that is no checkpoint of this loader:"
                        + " another program writes to it, or it was damaged.");
        assertThatThrownBy(() -> Events.outcome(stored(value.getBytes(UTF_8))))
                .isInstanceOf(LoaderException.class)
                .hasMessage("Topic byot.topic holds at offset 17 a record that is no outcome of this loader:"
                        + " another program writes to it, or it was damaged.");
    }

    private static ConsumerRecord<byte[], byte[]> stored(byte[] value) {
        return new ConsumerRecord<>("byot.topic", 0, 17, new byte[0], value);
    }
}
