package com.skyflow.loader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.skyflow.loader.local.simulator.VaultSimulator;
import com.skyflow.loader.local.simulator.settings.Latency;
import com.skyflow.loader.local.simulator.store.CheckResult;
import com.skyflow.loader.testing.ChildProcess;
import com.skyflow.loader.testing.EmbeddedKafka;
import com.skyflow.loader.testing.Wait;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Uploaders as services: they come and go, stand by, are killed, and drain when they are told to end. */
final class ServicesIT {
    @RegisterExtension
    static final EmbeddedKafka kafka = new EmbeddedKafka();

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Pairs PAIRS = new Pairs(12_000);

    @TempDir
    Path path;

    private WorkFolder folder;
    private VaultSimulator simulator;
    private String prefix;
    private ObjectNode config;

    @BeforeEach
    void start() {
        folder = new WorkFolder(path);
        simulator = WorkFolder.simulator();
        // 40 rows a second and uploader: what there is lasts until the test lets it go.
        simulator.latency(Latency.of(Duration.ofSeconds(1)));
        config = WorkFolder.config(simulator, "name");
        config.withObject("/csv").put("data_directory", path.resolve("data").toString());
        config.withObject("/performance").put("max_concurrency", 2).put("batch_size", 20);
        prefix = WorkFolder.onCluster(config, kafka);
        config.withObject("/kafka").put("partitions", 2);
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void uploadersComeAndGoAndOneTooManyStandsBy() {
        publish();
        ChildProcess first = folder.start("upload");
        awaitRows(first, 100);
        ChildProcess second = folder.start("upload");
        awaitBusy(2);
        ChildProcess third = folder.start("upload", "--until-drained");
        awaitError(
                third,
                "Vault name: every partition of its topic has an uploader. This one stands by, and takes over when one of them leaves.\n");
        assertThat(WorkFolder.held(simulator, "name")).isLessThan(PAIRS.count());

        first.sigterm();
        first.sigterm();
        ensureEnd(first, 4);
        assertThat(first.stdout().strip()).endsWith("Not finished. Start again to continue; nothing is lost.");
        awaitBusy(2);
        second.sigterm();
        ensureEnd(second, 4);
        awaitBusy(1);
        assertThat(WorkFolder.held(simulator, "name")).isLessThan(PAIRS.count());
        simulator.latency(Latency.NONE);
        ensureEnd(third, 0);

        assertThat(Stream.of(first, second, third).map(ChildProcess::stdout))
                .allSatisfy(output -> assertThat(output).contains("  time of all batches: "));
        ensureLoadedOnce();
    }

    @Test
    void aStaticMemberTakesItsPlaceAgainAfterAKillAndIsReplacedByATwin() {
        // Nobody else would get them within the bounds of this test.
        config.withObject("/kafka")
                .put("group_protocol", "classic")
                .withObject("/properties")
                .put("session.timeout.ms", "300000")
                .put("group.instance.id", "${env:MEMBER}");
        publish();
        ChildProcess lasting = member("lasting", "upload");
        awaitRows(lasting, 100);
        ChildProcess killed = member("killed", "upload");
        awaitBusy(2);
        Map<String, ?> before = KafkaContent.assignment(kafka, prefix + "-uploader-name");
        killed.sigkill();

        ChildProcess back = member("killed", "upload", "--health-port", "0");
        HealthPages.of(back).awaitReady(vault -> vault.path("partitions").asInt() == 1);

        assertThat(WorkFolder.held(simulator, "name")).isLessThan(PAIRS.count());
        assertThat(KafkaContent.assignment(kafka, prefix + "-uploader-name"))
                .isEqualTo(before)
                .hasSize(2);
        ChildProcess twin = member("lasting", "upload", "--until-drained");
        ensureEnd(lasting, 4);
        assertThat(lasting.stdout())
                .contains(
                        "  Another uploader of vault name has the same group.instance.id and has taken over. Give each its own in kafka.properties and start again to continue.\n");
        simulator.latency(Latency.NONE);
        ensureEnd(twin, 0);
        back.sigterm();
        ensureEnd(back, 0);
        assertThat(back.stdout().strip()).endsWith("Everything is loaded.");
        assertThat(WorkFolder.check(simulator, "name", PAIRS)).isEqualTo(new CheckResult(PAIRS.count(), 0, 0, 0));
    }

    private ChildProcess member(String name, String... arguments) {
        return folder.start(Map.of("MEMBER", name), arguments);
    }

    private void publish() {
        folder.write("name", PAIRS);
        folder.write(config);
        ObjectNode here = config.deepCopy();
        here.withObject("/kafka").remove("properties");
        folder.write("extract.json", here.toString());
        Spoken extract =
                Spoken.by("extract", "-config", path.resolve("extract.json").toString());
        assertThat(extract.status()).as("%s", extract).isZero();
    }

    private void awaitRows(ChildProcess process, long rows) {
        Wait.until(
                rows + " rows in the vault, by " + process,
                LONG,
                () -> WorkFolder.held(simulator, "name") >= rows || !process.isAlive());
        assertThat(process.isAlive()).as("alive: %s", process).isTrue();
    }

    private void awaitBusy(long uploaders) {
        Wait.until(
                uploaders + " uploaders with partitions",
                LONG,
                () -> KafkaContent.busyMembers(kafka, prefix + "-uploader-name") == uploaders);
    }

    private static void awaitError(ChildProcess process, String line) {
        Wait.until(line + " from " + process, LONG, () -> process.stderr().contains(line) || !process.isAlive());
        assertThat(process.isAlive()).as("alive: %s", process).isTrue();
    }

    private static void ensureEnd(ChildProcess process, int status) {
        assertThat(process.awaitExit(LONG)).as("the status of %s", process).isEqualTo(status);
    }

    private void ensureLoadedOnce() {
        assertThat(WorkFolder.check(simulator, "name", PAIRS)).isEqualTo(new CheckResult(PAIRS.count(), 0, 0, 0));
        assertThat(simulator.counts(WorkFolder.vaultId("name"), "name").repeated())
                .isZero();
        Canary.ensureAbsentFrom(path);
    }
}
