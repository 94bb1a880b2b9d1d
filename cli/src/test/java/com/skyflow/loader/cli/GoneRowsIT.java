package com.skyflow.loader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.skyflow.loader.local.simulator.VaultSimulator;
import com.skyflow.loader.local.simulator.store.CheckResult;
import com.skyflow.loader.testing.EmbeddedKafka;
import com.skyflow.loader.testing.TestTopics;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Loads of which somebody has deleted records in Kafka. */
final class GoneRowsIT {
    @RegisterExtension
    static final EmbeddedKafka kafka = new EmbeddedKafka();

    private static final int PARTITIONS = 4;
    private static final String GONE =
            "The account of vault name does not balance: %s rows should be pending in its topic, but 0 are. A record was deleted or another program wrote to the topics.";

    @TempDir
    Path path;

    private WorkFolder folder;
    private VaultSimulator simulator;
    private String topic;

    @BeforeEach
    void start() {
        folder = new WorkFolder(path);
        simulator = WorkFolder.simulator();
        ObjectNode config = WorkFolder.config(simulator, "name");
        config.withObject("/skyflow").put("bearer_token", Canary.CREDENTIAL);
        config.withObject("/csv").put("data_directory", path.resolve("data").toString());
        topic = WorkFolder.onCluster(config, kafka) + ".name";
        config.withObject("/kafka").put("partitions", PARTITIONS);
        folder.write(config);
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void aLoadWhoseTopicIsGoneEndsWithTheNumberOfItsRowsAndCanBeStartedAnew() throws Exception {
        folder.write("name", new Pairs(1_000));
        call(0, "extract");
        TestTopics.delete(kafka.admin(), topic);

        assertThat(call(3, "status").out()).contains("pending 0");
        assertThat(call(3, "run").out()).contains(GONE.formatted("1,000"));
        call(0, "run", "--fresh");
        ensureHeld(new Pairs(1_000));
    }

    @Test
    void aLoadWhoseRowsAreDeletedEndsWithTheirNumberAndCanBeStartedAnew() throws Exception {
        folder.write("name", new Pairs(1_000));
        call(0, "run");
        folder.write("name", new Pairs(2_000));
        call(0, "extract");
        deleteRecords();

        assertThat(call(3, "run").out())
                .contains("Rows of vault name that were not uploaded are gone from topic " + topic
                        + ": its retention or somebody has deleted them. Start the extraction anew with --fresh.")
                .contains(GONE.formatted("2,000"));
        call(0, "run", "--fresh");
        ensureHeld(new Pairs(2_000));
    }

    @Test
    void recordsThatAreDeletedBehindAFinishedLoadStopNoOther() throws Exception {
        folder.write("name", new Pairs(1_000));
        call(0, "run");
        deleteRecords();
        folder.write("name", new Pairs(2_000));

        call(0, "run");
        ensureHeld(new Pairs(2_000));
    }

    private Spoken call(int status, String... line) {
        Spoken spoken = Spoken.by(Stream.concat(
                        Stream.of(line),
                        Stream.of("-config", path.resolve("config.json").toString()))
                .toArray(String[]::new));
        assertThat(spoken.status()).as("%s: %s", List.of(line), spoken).isEqualTo(status);
        return spoken;
    }

    /** Deletes everything that the topic holds, marks of transactions included. */
    private void deleteRecords() throws Exception {
        Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            partitions.put(new TopicPartition(topic, partition), OffsetSpec.latest());
        }
        Map<TopicPartition, RecordsToDelete> deleted = new HashMap<>();
        kafka.admin()
                .listOffsets(partitions)
                .all()
                .get()
                .forEach((partition, end) -> deleted.put(partition, RecordsToDelete.beforeOffset(end.offset())));
        kafka.admin().deleteRecords(deleted).all().get();
    }

    /** The first and the middle pair of a smaller load are not those of a larger one. */
    private void ensureHeld(Pairs pairs) {
        CheckResult found = WorkFolder.check(simulator, "name", pairs);
        assertThat(found.missing()).isZero();
        assertThat(found.differentToken()).isZero();
    }
}
