package com.skyflow.loader.monitor;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.skyflow.loader.common.deadletter.DeadLetter;
import com.skyflow.loader.common.deadletter.DeadLetter.FromTopic;
import com.skyflow.loader.common.deadletter.DeadLetters;
import com.skyflow.loader.common.deadletter.Reason;
import com.skyflow.loader.common.kafka.GroupProtocol;
import com.skyflow.loader.common.kafka.KafkaClients;
import com.skyflow.loader.common.kafka.KafkaSettings;
import com.skyflow.loader.common.kafka.TopicSetup;
import com.skyflow.loader.common.kafka.TransactionalWriter;
import com.skyflow.loader.common.row.Pair;
import com.skyflow.loader.common.row.PairCodec;
import com.skyflow.loader.common.row.RowKey;
import com.skyflow.loader.common.topic.Topics;
import com.skyflow.loader.common.vault.VaultName;
import com.skyflow.loader.testing.EmbeddedKafka;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** The topics of one vault, and what an uploader writes to them. */
public record Fixture(KafkaClients clients) {
    public static final VaultName SSN = new VaultName("ssn");
    /** Six characters with which every value and token begins. */
    public static final String CANARY = "CaNaRy";

    public static final Instant LAST = Instant.parse("2026-11-21T03:00:07Z");

    public static Fixture of(EmbeddedKafka kafka) {
        Fixture fixture = new Fixture(new KafkaClients(new KafkaSettings(
                kafka.bootstrapServers(), new Topics(kafka.freshPrefix()), 3, 0, GroupProtocol.CONSUMER, Map.of())));
        new TopicSetup(fixture.clients()).ensure(List.of(SSN));
        return fixture;
    }

    public String rows() {
        return clients.settings().topics().rows(SSN);
    }

    public String deadLetters() {
        return clients.settings().topics().deadLetters(SSN);
    }

    public void write(List<ProducerRecord<byte[], byte[]>> records) {
        try (TransactionalWriter writer =
                new TransactionalWriter(clients, clients.settings().topics().uploaderTransactionalId(SSN, "test"))) {
            writer.write(records);
        }
    }

    public ProducerRecord<byte[], byte[]> row(String run, long row) {
        return new ProducerRecord<>(
                rows(), (int) (row % 3), new RowKey(run, row).toBytes(), PairCodec.encode(pair(row)));
    }

    /** A dead letter that the vault rejected; without a body, its tombstone. */
    public ProducerRecord<byte[], byte[]> letter(String run, long row, byte @Nullable [] body) {
        byte[] key = new RowKey(run, row).toBytes();
        int partition = (int) (row % 3);
        return body == null
                ? new ProducerRecord<>(deadLetters(), partition, key, null)
                : DeadLetters.record(
                        deadLetters(),
                        key,
                        body,
                        new DeadLetter(
                                Reason.REJECTED,
                                "Invalid ***",
                                400,
                                "req-" + row,
                                2,
                                LAST.minusSeconds(7),
                                LAST,
                                new FromTopic(rows(), partition, 70 + row),
                                0));
    }

    public ProducerRecord<byte[], byte[]> letter(String run, long row) {
        return letter(run, row, PairCodec.encode(pair(row)));
    }

    public static Pair pair(long row) {
        return new Pair(CANARY + "-value-" + row, CANARY + "-tökén-" + row);
    }

    public static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
