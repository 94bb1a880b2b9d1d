package com.skyflow.loader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.skyflow.loader.local.simulator.VaultSimulator;
import com.skyflow.loader.testing.ChildProcess;
import com.skyflow.loader.testing.EmbeddedKafka;
import com.skyflow.loader.testing.Wait;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
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
        config.withObject("/kafka")
                .put("bootstrap_servers", kafka.bootstrapServers())
                .put("prefix", kafka.freshPrefix());
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
        JsonNode lag = WorkFolder.json(lag("--output", "json").out()).path(0);

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

        assertThat(lag().out()).startsWith("""
                        Vault name: 1,000 rows behind, 0 rows/s
                          Nobody uploads: start skyflow-loader upload.
                          partition      committed            end    rows behind     since     rows/s   done in  uploader
                        """).contains("  Partition 3 does not move: no uploader has it.\n");
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

    private Spoken lag(String... arguments) {
        String[] line = new String[arguments.length + 3];
        line[0] = "lag";
        line[1] = "--config";
        line[2] = path.resolve("config.json").toString();
        System.arraycopy(arguments, 0, line, 3, arguments.length);
        Spoken spoken = Spoken.by(line);
        assertThat(spoken.status()).as("%s", spoken).isZero();
        return spoken;
    }
}
