package com.skyflow.loader.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.skyflow.loader.local.simulator.VaultSimulator;
import com.skyflow.loader.local.simulator.fault.Fault;
import com.skyflow.loader.local.simulator.fault.InjectedFault;
import com.skyflow.loader.local.simulator.fault.PoisonValues;
import com.skyflow.loader.local.simulator.fault.Trigger;
import com.skyflow.loader.local.simulator.settings.Latency;
import com.skyflow.loader.testing.ChildProcess;
import com.skyflow.loader.testing.EmbeddedKafka;
import com.skyflow.loader.testing.Wait;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Prometheus itself scrapes a load, and answers what the dashboard of Grafana asks. */
final class PrometheusIT {
    @RegisterExtension
    static final EmbeddedKafka kafka = new EmbeddedKafka();

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Pairs PAIRS = new Pairs(20_000);
    private static final Path DASHBOARD = Path.of("../../deploy/compose/grafana/dashboards/skyflow-loader.json");
    private static final Pattern LISTENING = Pattern.compile("msg=\"Listening on\" address=(127\\.0\\.0\\.1:\\d+)");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    Path path;

    @BeforeAll
    static void needsPrometheus() {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "prometheus"))),
                "no prometheus on the PATH: the queries of the dashboard are not tested");
    }

    @Test
    void answersEveryQueryOfTheDashboard() throws IOException {
        List<String> queries = queries();
        assertThat(queries).hasSizeGreaterThan(20);
        try (VaultSimulator simulator = WorkFolder.simulator()) {
            // The load is far from its end when the last query is answered.
            simulator.latency(Latency.of(Duration.ofSeconds(1)));
            InjectedFault throttle = simulator.inject(Fault.Status.of(429), Trigger.next(1));
            InjectedFault poison = simulator.inject(
                    new Fault.Poison(
                            new PoisonValues.Listed(Set.of(PAIRS.row(2).value())),
                            400,
                            Fault.Poison.Message.QUOTES_VALUE),
                    Trigger.always());
            WorkFolder folder = folder(simulator);
            try (HealthPages pages = HealthPages.of(folder.start("run", "--health-port", "0"));
                    ChildProcess prometheus = prometheus(URI.create(pages.url()).getAuthority())) {
                Wait.until(
                        "a port of " + prometheus,
                        LONG,
                        () -> address(prometheus).isPresent());
                for (String query : queries) {
                    Wait.until(
                            "data for " + query,
                            LONG,
                            () -> !answer(prometheus, query).isEmpty());
                }
                assertThat(pages.process().isAlive()).isTrue();
            }
            assertThat(throttle.happened()).isPositive();
            assertThat(poison.happened()).isPositive();
        }
    }

    private WorkFolder folder(VaultSimulator simulator) {
        WorkFolder folder = new WorkFolder(path);
        folder.write("name", PAIRS);
        ObjectNode config = WorkFolder.config(simulator, "name");
        config.withObject("/performance").put("max_concurrency", 2).put("batch_size", 10);
        WorkFolder.onCluster(config, kafka);
        folder.write(config);
        return folder;
    }

    private ChildProcess prometheus(String target) throws IOException {
        Path settings = path.resolve("prometheus.yml");
        Files.writeString(settings, """
                global: { scrape_interval: 1s }
                scrape_configs:
                  - job_name: skyflow-loader
                    static_configs: [{ targets: ["%s"] }]
                """.formatted(target));
        return ChildProcess.start(
                new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + settings,
                        "--storage.tsdb.path=" + path.resolve("prometheus"),
                        "--web.listen-address=127.0.0.1:0"),
                path);
    }

    private static List<String> queries() throws IOException {
        List<String> queries = new ArrayList<>();
        for (JsonNode panel : WorkFolder.json(Files.readString(DASHBOARD)).get("panels")) {
            for (JsonNode target : panel.get("targets")) {
                queries.add(target.get("expr")
                        .textValue()
                        .replace("$__rate_interval", "1m")
                        .replace("$__range", "5m")
                        .replace("$vault", ".*"));
            }
        }
        return queries;
    }

    /** Where it listens, once it does. */
    private static Optional<String> address(ChildProcess prometheus) {
        Matcher line = LISTENING.matcher(prometheus.stderr());
        return line.find() ? Optional.of(line.group(1)) : Optional.empty();
    }

    /** What Prometheus found. */
    private static JsonNode answer(ChildProcess prometheus, String query) {
        URI uri = URI.create("http://" + address(prometheus).orElseThrow() + "/api/v1/query?query="
                + URLEncoder.encode(query, StandardCharsets.UTF_8));
        try {
            HttpResponse<String> response =
                    HTTP.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            return WorkFolder.json(response.body()).at("/data/result");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
