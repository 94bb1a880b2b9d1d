package com.skyflow.loader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.skyflow.loader.local.simulator.VaultSimulator;
import com.skyflow.loader.local.simulator.fault.Fault;
import com.skyflow.loader.local.simulator.fault.InjectedFault;
import com.skyflow.loader.local.simulator.fault.Trigger;
import com.skyflow.loader.local.simulator.settings.Latency;
import com.skyflow.loader.local.simulator.store.CheckResult;
import com.skyflow.loader.testing.ChildProcess;
import com.skyflow.loader.testing.Wait;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StandardInputIT {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Pairs PAIRS = new Pairs(20_000);

    @TempDir
    Path path;

    private WorkFolder folder;
    private VaultSimulator simulator;

    @BeforeEach
    void start() {
        folder = new WorkFolder(path);
        simulator = WorkFolder.simulator();
        ObjectNode config = WorkFolder.config(simulator, "name");
        WorkFolder.readStandardInput(config);
        folder.write(config);
        folder.write("data/input.csv", "v,t\n" + rows(PAIRS.count()));
    }

    private static String rows(int count) {
        return PAIRS.stream()
                .limit(count)
                .map(pair -> quoted(pair.value()) + ',' + quoted(pair.token()) + '\n')
                .collect(Collectors.joining());
    }

    private static String quoted(String field) {
        return '"' + field.replace("\"", "\"\"") + '"';
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void isLoadedToItsEnd() {
        ChildProcess load = folder.startWithInput("data/input.csv", "run");

        assertThat(load.awaitExit(LONG)).as("%s", load).isZero();
        ensureLoaded();
    }

    /** The vault has taken none, so that only the end of the input could tell whether the rows or the settings are wrong. */
    @Test
    void anInputThatBreaksOffBehindRowsThatTheVaultRejectsEndsTheLoad() {
        InjectedFault rejects = simulator.inject(Fault.Status.of(400), Trigger.always());
        folder.write("data/broken.csv", "v,t\n" + rows(50) + "\"never closed,t\n");
        ChildProcess load = folder.startWithInput("data/broken.csv", "run");

        assertThat(load.awaitExit(LONG)).as("%s", load).isEqualTo(3);
        assertThat(load.stdout()).contains("standard input, line 52", "pending 50");
        assertThat(rejects.happened()).isPositive();
    }

    @Test
    void aKilledLoadContinuesOnlyWithTheSameInput() {
        folder.write("data/other.csv", "v,t\nother,row\n" + rows(PAIRS.count() - 1));
        simulator.latency(Latency.of(Duration.ofMillis(400)));
        ChildProcess killed = folder.startWithInput("data/input.csv", "run", "--concurrency", "2");
        Wait.until(
                "rows in the vault, by " + killed,
                LONG,
                () -> WorkFolder.held(simulator, "name") > 0 || !killed.isAlive());
        killed.sigkill();
        assertThat(WorkFolder.held(simulator, "name")).isLessThan(PAIRS.count());
        simulator.latency(Latency.NONE);

        ChildProcess refused = folder.startWithInput("data/other.csv", "run");
        assertThat(refused.awaitExit(LONG)).as("%s", refused).isEqualTo(1);
        assertThat(refused.stderr())
                // All, unless reading took longer than a chunk may.
                .containsPattern("standard input does not begin with the [0-9,]+ rows that were read before")
                .contains("Give the same input again, or begin anew with --fresh.");
        ChildProcess load = folder.startWithInput("data/input.csv", "run");

        assertThat(load.awaitExit(LONG)).as("%s", load).isZero();
        ensureLoaded();
    }

    private void ensureLoaded() {
        assertThat(WorkFolder.check(simulator, "name", PAIRS)).isEqualTo(new CheckResult(PAIRS.count(), 0, 0, 0));
        Canary.ensureAbsentFrom(path);
    }
}
