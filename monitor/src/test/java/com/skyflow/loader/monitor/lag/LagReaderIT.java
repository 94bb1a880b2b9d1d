package com.skyflow.loader.monitor.lag;

import static com.skyflow.loader.monitor.Fixture.SSN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.skyflow.loader.common.instance.CallFigures;
import com.skyflow.loader.common.instance.InstanceReport;
import com.skyflow.loader.common.instance.InstanceState;
import com.skyflow.loader.common.instance.InstanceWriter;
import com.skyflow.loader.common.instance.OldestRow;
import com.skyflow.loader.common.instance.OwnedPartition;
import com.skyflow.loader.common.instance.ProcessFigures;
import com.skyflow.loader.common.instance.Role;
import com.skyflow.loader.common.instance.UploadFigures;
import com.skyflow.loader.common.instance.WaitsFor;
import com.skyflow.loader.common.kafka.KafkaClients;
import com.skyflow.loader.common.ledger.Calls;
import com.skyflow.loader.common.ledger.Checkpoint;
import com.skyflow.loader.common.ledger.Checkpoint.State;
import com.skyflow.loader.common.ledger.Events;
import com.skyflow.loader.common.ledger.Outcome;
import com.skyflow.loader.common.ledger.SourceIdentity;
import com.skyflow.loader.common.topic.Topics;
import com.skyflow.loader.common.vault.Destination;
import com.skyflow.loader.monitor.Fixture;
import com.skyflow.loader.monitor.lag.Bound.By;
import com.skyflow.loader.testing.EmbeddedKafka;
import com.skyflow.loader.testing.Wait;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.tools.consumer.group.ConsumerGroupCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LagReaderIT {
    private static final String OWNER = "uploader-of-a-test";
    private static final Duration LONG = Duration.ofMinutes(2);

    @RegisterExtension
    static final EmbeddedKafka KAFKA = new EmbeddedKafka();

    @Test
    void aVaultThatWasNeverLoadedHasNoPartitions() {
        Fixture fixture = Fixture.of(KAFKA);
        KafkaClients elsewhere =
                new KafkaClients(fixture.clients().settings().withTopics(new Topics(KAFKA.freshPrefix())));
        try (LagReader reader = new LagReader(elsewhere, List.of(SSN), Clock.systemUTC())) {
            assertThat(reader.read())
                    .isEqualTo(List.of(new VaultLag(
                            SSN, 0, Optional.empty(), List.of(), new Bound(By.NOTHING, "No row is left."))));
        }
    }

    @Test
    void showsTheOffsetsThatKafkasOwnCommandPrintsAndTheRowsOfTheLedger() {
        Fixture fixture = published(90);
        Topics topics = fixture.clients().settings().topics();
        try (Consumer<byte[], byte[]> owner = owner(fixture)) {
            // Each partition holds 30 rows and 3 marks, the last of which nobody reads.
            commit(owner, topics, 12, 32, 0);
            fixture.write(List.of(outcome(topics, 11 + 30)));
            Instant later = Instant.now().plusSeconds(90);
            try (LagReader reader =
                    new LagReader(fixture.clients(), List.of(SSN), Clock.fixed(later, ZoneOffset.UTC))) {

                VaultLag lag = reader.read().getFirst();

                assertThat(lag.rows()).isEqualTo(90 - 41);
                assertThat(lag.perSecond()).isEmpty();
                assertThat(lag.partitions())
                        .extracting(one -> one.partition() + " " + one.committed() + " " + one.end() + " "
                                + one.offsets() + " " + one.owner().orElse("-"))
                        .isEqualTo(described(topics.uploaderGroup(SSN), topics.rows(SSN)));
                assertThat(lag.partitions())
                        .extracting(PartitionLag::age)
                        .satisfies(ages -> assertThat(ages.get(0).orElseThrow()).isGreaterThan(Duration.ofSeconds(89)))
                        .element(1)
                        .isEqualTo(Optional.empty());
                assertThat(lag.timeToFinish()).as("not known from one look").isEmpty();
            }
        }
    }

    @Test
    void tellsFromTheSecondLookOnHowFastItGoes() {
        Fixture fixture = published(90);
        Topics topics = fixture.clients().settings().topics();
        try (Consumer<byte[], byte[]> owner = owner(fixture);
                LagReader reader = new LagReader(fixture.clients(), List.of(SSN), Clock.systemUTC())) {
            commit(owner, topics, 0, 0, 0);
            reader.read();
            commit(owner, topics, 12, 33, 0);
            fixture.write(List.of(outcome(topics, 11 + 30)));

            VaultLag slow = reader.read().getFirst();

            assertThat(slow.perSecond().orElseThrow()).isPositive();
            assertThat(slow.partitions().get(0).perSecond().orElseThrow()).isPositive();
            assertThat(slow.partitions().get(0).timeToFinish().orElseThrow()).isPositive();
            assertThat(slow.partitions().get(1).timeToFinish()).contains(Duration.ZERO);
            assertThat(slow.partitions().get(2).timeToFinish())
                    .as("of one that does not move")
                    .isEmpty();
            assertThat(slow.timeToFinish()).isEmpty();

            commit(owner, topics, 12, 33, 5);
            VaultLag moving = reader.read().getFirst();

            assertThat(moving.timeToFinish())
                    .isEqualTo(moving.partitions().stream()
                            .map(one -> one.timeToFinish().orElseThrow())
                            .max(Duration::compareTo));
        }
    }

    @Test
    void saysWhatThePartitionThatDoesNotMoveWaitsFor() {
        Fixture fixture = published(30);
        Instant later = Instant.now().plusSeconds(90);
        try (Consumer<byte[], byte[]> owner = owner(fixture);
                InstanceWriter writer = new InstanceWriter(fixture.clients());
                LagReader reader = new LagReader(fixture.clients(), List.of(SSN), Clock.fixed(later, ZoneOffset.UTC))) {
            assertThat(owner.assignment()).hasSize(3);
            OldestRow oldest =
                    new OldestRow("r1/3", 0, 4, WaitsFor.RETRY, "status 500: try again", later.minusSeconds(45));
            Wait.until("the report", LONG, () -> {
                // Again and again, as loaders do: one that Kafka does not take at once is given up.
                writer.write(List.of(report(oldest, later)));
                return reader.read().getFirst().partitions().stream()
                        .anyMatch(one -> one.oldest().isPresent());
            });

            VaultLag lag = reader.read().getFirst();

            assertThat(lag.partitions().get(0).isStuck()).isTrue();
            assertThat(lag.partitions().get(0).oldest()).contains(oldest);
            assertThat(lag.partitions().get(1).isStuck()).isFalse();
            assertThat(lag.bound().by()).isEqualTo(By.UPLOADERS);
            JsonNode json = LagJson.of(List.of(lag)).path(0);
            assertThat(json.path("bound_by").asText()).isEqualTo("uploaders");
            assertThat(json.at("/partitions/0/stuck").asBoolean()).isTrue();
            assertThat(json.at("/partitions/0/oldest_row"))
                    .hasToString(
                            "{\"key\":\"r1/3\",\"offset\":0,\"attempts\":4,\"waits_for\":\"retry\",\"detail\":\"status 500: try again\",\"seconds_oldest\":45.0}");
        }
    }

    @Test
    void rowsThatNobodyUploadsDoNotMove() {
        Fixture fixture = published(30);
        try (LagReader reader = new LagReader(fixture.clients(), List.of(SSN), Clock.systemUTC())) {
            VaultLag lag = reader.read().getFirst();

            assertThat(lag.rows()).isEqualTo(30);
            assertThat(lag.bound().by()).isEqualTo(By.NO_UPLOADER);
            assertThat(lag.partitions())
                    .allSatisfy(one -> assertThat(one.isStuck()).isTrue());
        }
    }

    /** Rows of one run, in three transactions, and the checkpoint that counts them. */
    private static Fixture published(int rows) {
        Fixture fixture = Fixture.of(KAFKA);
        for (int transaction = 0; transaction < 3; transaction++) {
            List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
            for (long row = 1; row <= rows / 3; row++) {
                records.add(fixture.row("r1", row));
            }
            fixture.write(records);
        }
        Checkpoint checkpoint = new Checkpoint(
                "r1",
                SSN,
                List.of(SSN),
                State.EXTRACTED,
                new SourceIdentity("csv", List.of("ssn.csv"), "f", 0, false),
                new Destination("http://127.0.0.1", "v", "ssn", "ssn"),
                (long) rows,
                null,
                rows,
                rows,
                0,
                null,
                Fixture.LAST,
                Fixture.LAST);
        fixture.write(
                List.of(Events.record(fixture.clients().settings().topics().runs(), checkpoint)));
        return fixture;
    }

    private static ProducerRecord<byte[], byte[]> outcome(Topics topics, long uploaded) {
        return Events.record(
                topics.outcomes(),
                new Outcome("r1", SSN, uploaded, Map.of(), 0, 0, 0, 0, Calls.NONE, OWNER, Fixture.LAST));
    }

    /** A member of the group that has all partitions. */
    private static Consumer<byte[], byte[]> owner(Fixture fixture) {
        Topics topics = fixture.clients().settings().topics();
        Consumer<byte[], byte[]> owner = fixture.clients().groupConsumer(topics.uploaderGroup(SSN), OWNER, 10);
        owner.subscribe(List.of(topics.rows(SSN)));
        Wait.until("three partitions", LONG, () -> {
            owner.poll(Duration.ofMillis(50));
            return owner.assignment().size() == 3;
        });
        return owner;
    }

    private static void commit(Consumer<byte[], byte[]> owner, Topics topics, long... offsets) {
        for (int partition = 0; partition < offsets.length; partition++) {
            owner.commitSync(
                    Map.of(new TopicPartition(topics.rows(SSN), partition), new OffsetAndMetadata(offsets[partition])));
        }
    }

    private static InstanceReport report(OldestRow oldest, Instant at) {
        CallFigures calls =
                new CallFigures(32, 32, null, null, 100, 3, 0, 1, 1, 32, Duration.ZERO, Duration.ZERO, Duration.ZERO);
        return new InstanceReport(
                "of-a-test",
                Role.UPLOADER,
                SSN,
                InstanceState.UPLOADING,
                null,
                List.of("r1"),
                null,
                new UploadFigures(
                        List.of(
                                new OwnedPartition(0, 10, null, oldest),
                                new OwnedPartition(1, 10, null, null),
                                new OwnedPartition(2, 0, null, null)),
                        100,
                        0,
                        Map.of(),
                        0,
                        calls),
                new ProcessFigures("host", 1, "test", at, Duration.ZERO, 2, 1, 2, null, 10, null),
                at);
    }

    /** Partition, committed offset, end, lag and client id, as {@code kafka-consumer-groups --describe} prints them. */
    private static List<String> described(String group, String topic) {
        PrintStream out = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
            ConsumerGroupCommand.main(new String[] {
                "--bootstrap-server",
                KAFKA.bootstrapServers(),
                "--describe",
                "--group",
                group,
                "--timeout",
                Long.toString(LONG.toMillis())
            });
        } finally {
            System.setOut(out);
        }
        return bytes.toString(StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.strip().split("\\s+"))
                .filter(fields -> fields.length == 9 && fields[1].equals(topic))
                .map(fields -> String.join(" ", fields[2], fields[3], fields[4], fields[5], fields[8]))
                .sorted()
                .toList();
    }
}
