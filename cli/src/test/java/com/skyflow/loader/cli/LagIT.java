package com.skyflow.loader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.skyflow.loader.local.simulator.VaultSimulator;
import com.skyflow.loader.local.simulator.settings.RateLimit;
import com.skyflow.loader.local.simulator.settings.RetryAfter;
import com.skyflow.loader.testing.ChildProcess;
import com.skyflow.loader.testing.EmbeddedKafka;
import com.skyflow.loader.testing.Wait;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What lag says of rows that wait, as an operator calls it. */
final class LagIT {
    @RegisterExtension
    static final EmbeddedKafka kafka = new EmbeddedKafka();

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Pairs PAIRS = new Pairs(1_000);

    private static final String LIMITED =
            "The vault limits its calls, so that more uploaders do not help: larger batches (performance.batch_size) do, or a higher limit.";

    @TempDir
    Path path;

    private WorkFolder folder;
    private VaultSimulator simulator;

    @BeforeEach
    void extract() {
        folder = new WorkFolder(path);
        simulator = WorkFolder.simulator();
        folder.write("name", PAIRS);
        ObjectNode config = WorkFolder.config(simulator, "name");
        WorkFolder.onCluster(config, kafka);
        folder.write(config);
        ChildProcess extract = folder.start("extract");
        assertThat(extract.awaitExit(LONG)).as("%s", extract).isZero();
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void saysWhatWaitsAndWhatWouldHelp() {
        JsonNode lag = first("lag");

        assertThat(lag.path("vault").asText()).isEqualTo("name");
        assertThat(lag.path("rows_behind").asLong()).isEqualTo(PAIRS.count());
        assertThat(lag.path("rows_per_second").asDouble()).isZero();
        assertThat(lag.path("bound_by").asText()).isEqualTo("no_uploader");
        assertThat(lag.path("partitions")).hasSize(4).allSatisfy(partition -> {
            assertThat(partition.path("committed").asLong()).isZero();
            assertThat(partition.path("offsets_behind").asLong()).isGreaterThanOrEqualTo(200);
            assertThat(partition.path("stuck").asBoolean()).isTrue();
            assertThat(partition.path("seconds_behind").asDouble()).isPositive();
        });

        assertThat(spoken("lag").out()).startsWith("""
                        Vault name: 1,000 rows behind, 0 rows/s
                          Nobody uploads: start skyflow-loader upload.
                          partition      committed            end    rows behind     since     rows/s   done in  uploader
                        """).contains("  Partition 3 does not move: no uploader has it.\n");
    }

    @Test
    void saysOfAVaultThatLimitsARealUploaderThatMoreOfThemDoNotHelp() {
        // A row a second: the load outlasts the test.
        simulator.rateLimit(new RateLimit(1, 1, RetryAfter.Form.SECONDS));
        ChildProcess upload = folder.start("upload", "-batch-size", "1");
        Wait.until(
                "what bounds it, by " + upload,
                LONG,
                () -> first("lag").path("bound_by").asText().equals("vault") || !upload.isAlive());

        assertThat(upload.isAlive()).as("%s", upload).isTrue();
        assertThat(simulator.journal().counts().withStatus(429)).isPositive();
        assertThat(first("lag").path("advice").asText()).isEqualTo(LIMITED);
        JsonNode status = first("status");
        assertThat(status.path("state").asText()).isEqualTo("uploading");
        assertThat(status.path("bound_by").asText()).isEqualTo("vault");
        assertThat(status.path("advice").asText()).isEqualTo(LIMITED);
        assertThat(spoken("status").out()).endsWith("Vault name: " + LIMITED + "\n");
        upload.sigterm();
        assertThat(upload.awaitExit(LONG)).as("%s", upload).isEqualTo(4);
    }

    @Test
    void watchesUntilItIsToldToEnd() {
        ChildProcess watch = folder.start("lag", "--watch");
        Wait.until("three looks of " + watch, LONG, () -> looks(watch) >= 3 || !watch.isAlive());
        watch.sigterm();

        assertThat(watch.awaitExit(LONG)).as("%s", watch).isZero();
        assertThat(watch.stderr()).isEmpty();
    }

    private static int looks(ChildProcess watch) {
        String out = watch.stdout();
        return (int) IntStream.range(0, out.length())
                .filter(at -> out.startsWith("Vault name: 1,000 rows behind", at))
                .count();
    }

    /** The first object that a command prints for programs. */
    private JsonNode first(String command) {
        return WorkFolder.json(spoken(command, "--output", "json").out()).path(0);
    }

    private Spoken spoken(String command, String... arguments) {
        Spoken spoken = Spoken.by(Stream.concat(
                        Stream.of(
                                command, "--config", path.resolve("config.json").toString()),
                        Stream.of(arguments))
                .toArray(String[]::new));
        assertThat(spoken.status()).as("%s", spoken).isZero();
        return spoken;
    }
}
