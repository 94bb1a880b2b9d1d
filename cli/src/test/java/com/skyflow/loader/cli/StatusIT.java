package com.skyflow.loader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.skyflow.loader.common.ledger.Calls;
import com.skyflow.loader.common.ledger.Events;
import com.skyflow.loader.common.ledger.Outcome;
import com.skyflow.loader.common.vault.VaultName;
import com.skyflow.loader.local.simulator.VaultSimulator;
import com.skyflow.loader.local.simulator.fault.Fault;
import com.skyflow.loader.local.simulator.fault.PoisonValues;
import com.skyflow.loader.local.simulator.fault.Trigger;
import com.skyflow.loader.testing.ChildProcess;
import com.skyflow.loader.testing.EmbeddedKafka;
import com.skyflow.loader.testing.Wait;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What status says of loads, and of topics that somebody else had his hands in. */
final class StatusIT {
    @RegisterExtension
    static final EmbeddedKafka kafka = new EmbeddedKafka();

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Pairs PAIRS = new Pairs(1_000);

    @TempDir
    Path path;

    private WorkFolder folder;
    private VaultSimulator simulator;
    private String prefix;

    @BeforeEach
    void start() {
        folder = new WorkFolder(path);
        simulator = WorkFolder.simulator();
        folder.write("name", PAIRS);
        ObjectNode config = WorkFolder.config(simulator, "name");
        prefix = WorkFolder.onCluster(config, kafka);
        folder.write(config);
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void saysWhereTheRowsOfALoadAreAndRefusesAnUnknownRunOrVault() {
        assertThat(status(0).out()).isEqualTo("No load is known here.\n");
        load("extract", 0);
        JsonNode extracted = json(0);
        assertThat(extracted.path("state").asText()).isEqualTo("uploading");
        assertThat(extracted.path("published").asLong()).isEqualTo(PAIRS.count());
        assertThat(extracted.path("pending").asLong()).isEqualTo(PAIRS.count());

        assertThat(status(0).out()).endsWith("Vault name: Nobody uploads: start skyflow-loader upload.\n");

        loadWithADeadLetter();

        JsonNode loaded = json(0);
        assertThat(loaded.path("state").asText()).isEqualTo("finished");
        assertThat(loaded.path("uploaded").asLong()).isEqualTo(PAIRS.count() - 1);
        assertThat(loaded.path("dead_letters")).hasToString("{\"rejected\":1}");
        assertThat(loaded.path("open_dead_letters").asLong()).isEqualTo(1);
        assertThat(loaded.path("pending").asLong()).isZero();
        assertThat(loaded.path("balances").asBoolean()).isTrue();
        assertThat(loaded.at("/calls/latency_p99_ms").isNumber()).isTrue();
        assertThat(Instant.parse(loaded.path("first_at").asText()))
                .isBefore(Instant.parse(loaded.path("last_at").asText()));
        String run = loaded.path("run").asText();
        assertThat(status(0, "--run", run).out())
                .startsWith("Run " + run + ", vault name: finished, from ")
                .contains("  read 1,000 = published 1,000 + rejected 0\n")
                .contains("uploaded 999 + dead letters 1 + discarded 0 + pending 0\n")
                .contains("  dead letters: rejected 1; 1 open\n");
        assertThat(status(1, "--run", "run9").err())
                .isEqualTo("Run run9 is not known for these vaults: see skyflow-loader status for those that are.\n");
        assertThat(status(1, "--vault", "nobody").err())
                .isEqualTo("vault 'nobody' is not configured (expected one of: name)\n");
        Canary.ensureAbsentFrom(path);
    }

    @Test
    void isShownAgainAndAgainUntilItIsToldToEndAndEndsWithTheLastStatus() {
        load("extract", 0);
        try (ChildProcess watch = folder.start("status", "--watch")) {
            watch.awaitOutput("pending 1,000\n", LONG);
            assertThat(watch.stdout()).doesNotContain("finished");
            ChildProcess upload = folder.start("upload", "--until-drained");
            assertThat(upload.awaitExit(LONG)).as("%s", upload).isZero();
            watch.awaitOutput("finished", LONG);
            forge(json(0).path("run").asText());
            watch.awaitOutput("DOES NOT BALANCE", LONG);
            watch.sigterm();
            assertThat(watch.awaitExit(LONG)).as("%s", watch).isEqualTo(3);
        }
    }

    @Test
    void aForgedOutcomeDoesNotBalance() {
        load("run", 0);

        forge(json(0).path("run").asText());

        assertThat(json(3).path("balances").asBoolean()).isFalse();
    }

    private void forge(String run) {
        VaultName vault = new VaultName("name");
        Outcome forged = new Outcome(run, vault, 1, Map.of(), 0, 0, 0, 0, Calls.NONE, "forger", Instant.now());
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(Events.record(prefix + ".outcomes", forged)).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aDeletedRowDoesNotBalance() {
        load("extract", 0);
        json(0);

        delete(prefix + ".name", 2, 1);

        JsonNode damaged = json(3);
        assertThat(damaged.path("balances").asBoolean()).isFalse();
        assertThat(damaged.path("pending").asLong()).isEqualTo(PAIRS.count() - 1);
        assertThat(status(3).out()).contains("pending 999   DOES NOT BALANCE\n");
    }

    @Test
    void aLostCheckpointDoesNotBalance() {
        load("run", 0);
        json(0);

        delete(prefix + ".runs", 0, end(prefix + ".runs", 0));

        JsonNode damaged = json(3);
        assertThat(damaged.path("state").asText()).isEqualTo("without a checkpoint");
        assertThat(damaged.path("balances").asBoolean()).isFalse();
    }

    @Test
    void aDeletedDeadLetterDoesNotBalance() {
        loadWithADeadLetter();
        json(0);

        for (int partition = 0; partition < 4; partition++) {
            delete(prefix + ".name.dead-letter", partition, end(prefix + ".name.dead-letter", partition));
        }

        JsonNode damaged = json(3);
        assertThat(damaged.path("open_dead_letters").asLong()).isZero();
        assertThat(damaged.path("balances").asBoolean()).isFalse();
    }

    private void loadWithADeadLetter() {
        simulator.inject(
                new Fault.Poison(
                        new PoisonValues.Listed(Set.of(PAIRS.row(7).value())), 400, Fault.Poison.Message.QUOTES_VALUE),
                Trigger.always());
        load("run", 2);
    }

    private void load(String command, int status) {
        ChildProcess load = folder.start(command);
        assertThat(load.awaitExit(LONG)).as("the status of %s", load).isEqualTo(status);
    }

    /** The only run. */
    private JsonNode json(int status) {
        JsonNode runs = WorkFolder.json(status(status, "--output", "json").out());
        assertThat(runs).hasSize(1);
        return runs.path(0);
    }

    private Spoken status(int status, String... arguments) {
        String[] line = Stream.concat(
                        Stream.of(
                                "status",
                                "--config",
                                path.resolve("config.json").toString()),
                        Arrays.stream(arguments))
                .toArray(String[]::new);
        Spoken spoken = Spoken.by(line);
        assertThat(spoken.status()).as("%s", spoken).isEqualTo(status);
        return spoken;
    }

    /** Deletes the first records of a partition, which Kafka refuses where a topic is compacted. */
    private static void delete(String topic, int partition, long before) {
        try {
            kafka.admin()
                    .incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, topic),
                            List.of(new AlterConfigOp(
                                    new ConfigEntry(TopicConfig.CLEANUP_POLICY_CONFIG, "delete"),
                                    AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
        // The setting reaches the log of the partition a moment after it was taken.
        Wait.until(
                "the deletion of records of " + topic,
                LONG,
                () -> isDeleted(new TopicPartition(topic, partition), before));
    }

    private static boolean isDeleted(TopicPartition partition, long before) {
        try {
            kafka.admin()
                    .deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(before)))
                    .all()
                    .get();
            return true;
        } catch (InterruptedException | ExecutionException e) {
            if (e.getCause() instanceof PolicyViolationException) {
                return false;
            }
            throw new AssertionError(e);
        }
    }

    private static long end(String topic, int partition) {
        TopicPartition place = new TopicPartition(topic, partition);
        try {
            return kafka.admin()
                    .listOffsets(Map.of(place, OffsetSpec.latest()))
                    .partitionResult(place)
                    .get()
                    .offset();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }
}
