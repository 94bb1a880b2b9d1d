package com.skyflow.loader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.skyflow.loader.local.simulator.VaultSimulator;
import com.skyflow.loader.local.simulator.fault.Fault;
import com.skyflow.loader.local.simulator.fault.InjectedFault;
import com.skyflow.loader.local.simulator.fault.PoisonValues;
import com.skyflow.loader.local.simulator.fault.Trigger;
import com.skyflow.loader.local.simulator.journal.CallCounts;
import com.skyflow.loader.local.simulator.settings.Latency;
import com.skyflow.loader.testing.ChildProcess;
import com.skyflow.loader.testing.EmbeddedKafka;
import com.skyflow.loader.testing.Wait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What processes say of what they do: metrics, reports, logs. */
final class InstancesIT {
    @RegisterExtension
    static final EmbeddedKafka kafka = new EmbeddedKafka();

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Pairs PAIRS = new Pairs(3_000);
    private static final Pattern DOCUMENTED = Pattern.compile(
            "^\\| `(skyflow_loader_\\w+|process_\\w+)` \\| (\\w+) \\| ([^|]*) \\| (.*) \\|$", Pattern.MULTILINE);

    @TempDir
    Path path;

    private WorkFolder folder;
    private VaultSimulator simulator;
    private String prefix;
    private ObjectNode config;

    @BeforeEach
    void start() {
        folder = new WorkFolder(path);
        folder.write("name", PAIRS);
        simulator = WorkFolder.simulator();
        config = WorkFolder.config(simulator, "name");
        config.withObject("/csv").put("data_directory", path.resolve("data").toString());
        config.withObject("/performance").put("max_concurrency", 2).put("batch_size", 50);
        prefix = WorkFolder.onCluster(config, kafka);
        folder.write(config);
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void aLoadTellsThePrometheusMetricsThatAreDocumented() {
        // So slowly that it is far from its end when all metrics are there.
        simulator.latency(Latency.of(Duration.ofSeconds(1)));
        InjectedFault throttle = simulator.inject(Fault.Status.of(429), Trigger.next(1));
        try (HealthPages pages = HealthPages.of(folder.start("run", "--health-port", "0"))) {
            Wait.until("a pace, partitions, and all rows published", LONG, () -> {
                Metrics now = Metrics.of(pages);
                return now.samples().containsKey(vault("skyflow_loader_pace_requests_per_second"))
                        && now.types().containsKey("skyflow_loader_partition_lag_offsets")
                        && now.of(vault("skyflow_loader_published_rows_total")) == PAIRS.count();
            });
            Metrics metrics = Metrics.of(pages);

            assertThat(throttle.happened()).isPositive();
            Map<String, String> documented = documented(row -> row.group(2));
            assertThat(own(metrics.types())).isEqualTo(documented);
            assertThat(own(metrics.help())).isEqualTo(documented(row -> row.group(4)));
            assertThat(metrics.types().keySet())
                    .anyMatch(name -> name.startsWith("jvm_memory_used_bytes"))
                    .anyMatch(name -> name.startsWith("jvm_gc_"))
                    .anyMatch(name -> name.startsWith("jvm_threads_live"))
                    .anyMatch(name -> name.startsWith("kafka_consumer_fetch_manager_records_consumed_total"))
                    .anyMatch(name -> name.startsWith("kafka_producer_record_send_total"));
            assertThat(metrics.of(vault("skyflow_loader_source_rows"))).isEqualTo(PAIRS.count());
            assertThat(metrics.of(vault("skyflow_loader_throttles_total"))).isPositive();
            assertThat(metrics.samples())
                    .containsEntry("skyflow_loader_state{role=\"extractor\",state=\"extracted\",vault=\"name\"}", 1.0);
            pages.process().sigterm();
            assertThat(pages.process().awaitExit(LONG))
                    .as("%s", pages.process())
                    .isEqualTo(4);
            assertThat(pages.process().stderr()).doesNotContain("WARN");
        }
    }

    @Test
    void anUploaderTellsWhatTheVaultSawToPrometheusAndToTop() {
        Spoken extract =
                Spoken.by("extract", "-config", path.resolve("config.json").toString());
        assertThat(extract.status()).as("%s", extract).isZero();
        InjectedFault failing = simulator.inject(Fault.Status.of(500), Trigger.next(3));
        InjectedFault poison = simulator.inject(
                new Fault.Poison(
                        new PoisonValues.Listed(
                                Set.of(PAIRS.row(7).value(), PAIRS.row(1_007).value())),
                        400,
                        Fault.Poison.Message.QUOTES_VALUE),
                Trigger.always());
        ChildProcess upload = folder.start(
                Map.of(
                        "SKYFLOW_LOADER_LOG_LEVEL",
                        "INFO",
                        // Not as tests log.
                        "JDK_JAVA_OPTIONS",
                        "-Dlogback.configurationFile=logback.xml"),
                "upload",
                "--health-port",
                "0",
                "--log-format",
                "json");
        try (HealthPages pages = HealthPages.of(upload)) {
            int loaded = PAIRS.count() - 2;
            // What is held of the partitions is looked at once a second.
            Wait.until("all rows and nothing in hand", LONG, () -> {
                Metrics now = Metrics.of(pages);
                return now.of(vault("skyflow_loader_uploaded_rows_total")) == loaded
                        && now.of(letters("rejected")) == 2
                        && now.of(vault("skyflow_loader_window_rows")) == 0;
            });
            Metrics metrics = Metrics.of(pages);

            assertThat(failing.happened()).isEqualTo(3);
            assertThat(poison.happened()).isPositive();
            CallCounts seen = simulator.journal().counts();
            double calls = (double) seen.calls();
            assertThat(WorkFolder.held(simulator, "name")).isEqualTo(loaded);
            assertThat(metrics.of(vault("skyflow_loader_requests_total"))).isEqualTo(calls);
            assertThat(metrics.of(vault("skyflow_loader_request_duration_seconds_count")))
                    .isEqualTo(calls);
            assertThat(metrics.of("skyflow_loader_request_duration_seconds_bucket{vault=\"name\",le=\"+Inf\"}"))
                    .isEqualTo(calls);
            assertThat(metrics.of(vault("skyflow_loader_retries_total"))).isEqualTo((double) seen.withStatus(500));
            assertThat(metrics.of(vault("skyflow_loader_throttles_total"))).isZero();
            assertThat(metrics.of(vault("skyflow_loader_requests_in_flight"))).isZero();
            assertThat(metrics.of(vault("skyflow_loader_request_bytes_total"))).isPositive();
            assertThat(metrics.of(vault("skyflow_loader_response_bytes_total"))).isPositive();
            assertThat(metrics.of(vault("skyflow_loader_connections"))).isPositive();
            assertThat(metrics.of(vault("skyflow_loader_partitions"))).isEqualTo(4);
            assertThat(metrics.of(letters("exhausted"))).isZero();

            // A report is of a moment, perhaps one at which the last rows were still being rejected.
            Wait.until("the report of all calls", LONG, () -> {
                JsonNode now = top().at("/instances/0");
                return now.path("rows_uploaded").asLong() == loaded
                        && now.at("/dead_letters/rejected").asLong() == 2
                        && now.at("/calls/requests").asLong() == seen.calls();
            });
            JsonNode report = top().at("/instances/0");
            assertThat(report.path("role").asText()).isEqualTo("uploader");
            assertThat(report.path("vault").asText()).isEqualTo("name");
            assertThat(report.path("state").asText()).isEqualTo("uploading");
            assertThat(report.path("dead_letters").path("rejected").asLong()).isEqualTo(2);
            assertThat(report.path("calls").path("requests").asLong()).isEqualTo(seen.calls());
            assertThat(report.path("partitions")).hasSize(4);
            assertThat(report.path("process").path("pid").asLong()).isEqualTo(upload.pid());
            assertThat(report.path("process").path("cpu_seconds").asDouble()).isPositive();
            assertThat(report.path("process").path("heap_used").asLong()).isPositive();
            assertThat(show().out()).contains("name         uploader  ", " UPLOADING ", " 0-3\n");

            upload.sigterm();
            assertThat(upload.awaitExit(LONG)).as("%s", upload).isEqualTo(2);
        }
        assertThat(top().path("instances")).isEmpty();
        assertThat(show().out()).isEqualTo("Nobody extracts or uploads here, or not since an hour ago.\n");
        ensureJson(upload.stderr());
        KafkaContent.ensureNoCanary(kafka, prefix);
    }

    private static void ensureJson(String stderr) {
        List<JsonNode> lines = stderr.lines()
                .filter(line -> line.startsWith("{"))
                .map(WorkFolder::json)
                .toList();
        assertThat(lines).anySatisfy(line -> {
            assertThat(line.path("level").asText()).isEqualTo("INFO");
            assertThat(line.path("loggerName").asText()).isEqualTo("com.skyflow.loader.uploader.Rebalance");
            assertThat(line.path("formattedMessage").asText()).isEqualTo("Partitions assigned");
            assertThat(line.at("/kvpList/0/vault").asText()).isEqualTo("name");
            assertThat(line.at("/kvpList/1/partitions").asInt()).isEqualTo(4);
        });
        assertThat(stderr).doesNotContain(" INFO ", " WARN ");
    }

    private static String vault(String metric) {
        return metric + "{vault=\"name\"}";
    }

    private static String letters(String reason) {
        return "skyflow_loader_dead_letter_rows_total{reason=\"" + reason + "\",vault=\"name\"}";
    }

    private JsonNode top() {
        Spoken top = show("--output", "json");
        assertThat(top.status()).as("%s", top).isZero();
        return WorkFolder.json(top.out());
    }

    private Spoken show(String... more) {
        String[] line = Stream.concat(
                        Stream.of(
                                "top",
                                "--once",
                                "-config",
                                path.resolve("config.json").toString()),
                        Stream.of(more))
                .toArray(String[]::new);
        return Spoken.by(line);
    }

    private static Map<String, String> own(Map<String, String> metrics) {
        Set<String> documented = documented(row -> row.group(1)).keySet();
        return metrics.entrySet().stream()
                .filter(metric -> metric.getKey().startsWith("skyflow_loader_") || documented.contains(metric.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one, TreeMap::new));
    }

    /** The table of the page: its metrics, and one of their columns. */
    private static Map<String, String> documented(Function<MatchResult, String> column) {
        try {
            return DOCUMENTED
                    .matcher(Files.readString(Path.of("..", "..", "docs", "metrics.md")))
                    .results()
                    .collect(Collectors.toMap(row -> row.group(1), column, (one, other) -> one, TreeMap::new));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
