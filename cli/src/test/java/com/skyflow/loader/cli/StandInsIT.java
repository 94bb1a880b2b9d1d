package com.skyflow.loader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.skyflow.loader.testing.ChildProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that run the loader without a vault or a cluster. */
final class StandInsIT {
    private static final Duration LONG = Duration.ofMinutes(5);

    @TempDir
    Path path;

    @Test
    void theDemoProvesThatEveryRowArrived() {
        ChildProcess demo = new WorkFolder(path).start("demo", "--rows", "500");

        assertThat(demo.awaitExit(LONG)).as("%s", demo).isZero();
        assertThat(demo.stdout())
                .contains("2,000 rows uploaded, 0 dead letters, in ")
                .contains("   ssn   500 pairs expected: 0 missing, 0 with another token, 0 unexpected\n")
                .endsWith("   Every row arrived, once.\n");
    }

    @Test
    void theSimulatorTakesALoadUntilItIsToldToEnd() throws IOException, InterruptedException {
        WorkFolder folder = new WorkFolder(path);
        Pairs pairs = new Pairs(1_000);
        folder.write("name", pairs);
        try (ChildProcess simulator = folder.start("simulator", "--latency-ms", "5")) {
            simulator.awaitOutput("Ctrl-C ends it", LONG);
            String url = url(simulator.stdout());
            ObjectNode config = WorkFolder.json("""
                            {"skyflow": {"vault_url": "%s", "vaults": [{"name": "name", "id": "v"}]}}""".formatted(url)).deepCopy();
            folder.write(config);

            ChildProcess load = folder.start();

            assertThat(load.awaitExit(LONG)).as("%s", load).isZero();
            assertThat(tables(url)).contains("\"records\":1000");
            simulator.sigterm();
            assertThat(simulator.awaitExit(LONG)).as("%s", simulator).isZero();
            Canary.ensureAbsentFrom(path);
        }
    }

    private static String url(String stdout) {
        Matcher url = Pattern.compile("http://127\\.0\\.0\\.1:\\d+").matcher(stdout);
        assertThat(url.find()).as(stdout).isTrue();
        return url.group();
    }

    private static String tables(String url) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/_simulator/tables"))
                    .build();
            return http.send(request, BodyHandlers.ofString()).body();
        }
    }
}
