package com.skyflow.loader.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.skyflow.loader.local.simulator.VaultSimulator;
import com.skyflow.loader.local.simulator.fault.Fault;
import com.skyflow.loader.local.simulator.fault.PoisonValues;
import com.skyflow.loader.local.simulator.fault.Trigger;
import com.skyflow.loader.local.simulator.settings.Latency;
import com.skyflow.loader.testing.ChildProcess;
import com.skyflow.loader.testing.EmbeddedKafka;
import com.skyflow.loader.testing.Wait;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a monitor serves and writes, and to whom. */
final class MonitorIT {
    @RegisterExtension
    static final EmbeddedKafka kafka = new EmbeddedKafka();

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Pairs PAIRS = new Pairs(1_000);
    private static final String TOKEN = "a-token-of-24-characters";
    private static final Pattern DOCUMENTED = Pattern.compile(
            "^\\| `(skyflow_ledger_\\w+)` \\| (\\w+) \\| [^|]* \\| [^|]* \\| (.*) \\|$", Pattern.MULTILINE);
    private static final List<String> FIGURES = List.of(
            "metrics", "api/status", "api/lag", "api/dead-letters", "api/instances", "api/rates", "api/history");

    @TempDir
    Path path;

    private WorkFolder folder;
    private VaultSimulator simulator;
    private ObjectNode config;
    private String prefix;

    @BeforeEach
    void start() {
        folder = new WorkFolder(path);
        simulator = WorkFolder.simulator();
        folder.write("name", PAIRS);
        config = WorkFolder.config(simulator, "name");
        prefix = WorkFolder.onCluster(config, kafka);
        folder.write(config);
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void servesWhatTheCommandsPrintAndWritesTheErrorLogs() {
        simulator.inject(
                new Fault.Poison(
                        new PoisonValues.Listed(Set.of(PAIRS.row(7).value())), 400, Fault.Poison.Message.QUOTES_VALUE),
                Trigger.always());
        ChildProcess load = folder.start("run");
        assertThat(load.awaitExit(LONG)).as("%s", load).isEqualTo(2);
        Path errorLog = folder.errorLogs().getFirst();
        assertThat(errorLog.toFile().delete()).isTrue();

        try (DashboardPages monitor = DashboardPages.of(folder.start("monitor", "--port", "0"))) {
            monitor.awaitReady();
            Wait.until(
                    "the account of the monitor",
                    LONG,
                    () -> withoutRates(monitor.json("api/status")).equals(withoutRates(printed("status"))));

            assertThat(monitor.json("api/status").at("/0/uploaded").asLong()).isEqualTo(PAIRS.count() - 1);
            assertThat(monitor.json("api/status").at("/0/balances").asBoolean()).isTrue();
            assertThat(offsets(monitor.json("api/lag"))).isEqualTo(offsets(printed("lag")));
            assertThat(monitor.json("api/dead-letters")).isEqualTo(printed("dead-letters", "list"));
            assertThat(monitor.json("api/dead-letters").at("/0/open").asLong()).isEqualTo(1);
            ensureTellsPrometheus(Metrics.read(monitor.get("metrics").body()));
            Wait.until("the error log", LONG, () -> folder.errorLogs().equals(List.of(errorLog)));
            Canary.ensureAbsentFrom(path);
            KafkaContent.ensureNoCanary(kafka, prefix);
            for (String page : FIGURES) {
                assertThat(Canary.isIn(monitor.get(page).body())).as(page).isFalse();
            }
            HttpResponse<String> page = monitor.get("");
            assertThat(page.headers().firstValue("Content-Security-Policy"))
                    .hasValueSatisfying(policy -> assertThat(policy).startsWith("default-src 'self';"));
            assertThat(monitor.get("nothing").statusCode()).isEqualTo(404);

            monitor.process().sigterm();
            assertThat(monitor.process().awaitExit(LONG))
                    .as("%s", monitor.process())
                    .isZero();
        }
    }

    private static void ensureTellsPrometheus(Metrics metrics) {
        Map<String, String> documented = documented(2);
        assertThat(own(metrics.types())).isEqualTo(documented);
        assertThat(own(metrics.help())).isEqualTo(documented(3));
        assertThat(metrics.samples().entrySet())
                .filteredOn(sample -> sample.getKey().startsWith("skyflow_ledger_rows{place=\"uploaded\",run="))
                .singleElement()
                .satisfies(sample -> assertThat(sample.getValue()).isEqualTo(PAIRS.count() - 1));
        assertThat(metrics.samples().entrySet())
                .filteredOn(sample -> sample.getKey().startsWith("skyflow_ledger_dead_letter_rows{"))
                .singleElement()
                .satisfies(sample -> {
                    assertThat(sample.getKey()).contains("reason=\"rejected\"");
                    assertThat(sample.getValue()).isEqualTo(1);
                });
        assertThat(metrics.of("skyflow_ledger_lag_rows{vault=\"name\"}")).isZero();
        assertThat(metrics.of("skyflow_ledger_instances{role=\"uploader\",vault=\"name\"}"))
                .isZero();
        assertThat(metrics.types()).containsKey("jvm_memory_used_bytes");
    }

    private static Map<String, String> own(Map<String, String> metrics) {
        return metrics.entrySet().stream()
                .filter(metric -> metric.getKey().startsWith("skyflow_"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The metrics of the ledger in the table of the page, and one of their columns. */
    private static Map<String, String> documented(int column) {
        try {
            return DOCUMENTED
                    .matcher(Files.readString(Path.of("..", "..", "docs", "metrics.md")))
                    .results()
                    .collect(Collectors.toMap(row -> row.group(1), row -> row.group(column)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void endsAtAnEventThatIsNoneAndSaysWhere() throws Exception {
        try (DashboardPages monitor = DashboardPages.of(folder.start("monitor", "--port", "0"))) {
            monitor.awaitReady();
            try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                    Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()),
                    new ByteArraySerializer(),
                    new ByteArraySerializer())) {
                producer.send(new ProducerRecord<>(prefix + ".outcomes", "run1/name".getBytes(UTF_8), new byte[] {'5'}))
                        .get();
            }

            assertThat(monitor.process().awaitExit(LONG))
                    .as("%s", monitor.process())
                    .isEqualTo(3);
            assertThat(monitor.process().stderr())
                    .endsWith(
                            "Topic " + prefix
                                    + ".outcomes holds at offset 0 a record that is no outcome of this loader: another program writes to it, or it was damaged.\n");
        }
    }

    @Test
    void worksOnTheBrokerOfItsFolderAndAsksForItsToken() {
        onTheBrokerOfTheFolder();
        folder.write("token", TOKEN + "\n");
        try (DashboardPages monitor =
                DashboardPages.of(folder.start("monitor", "--port", "0", "--access-token-file", "token"))) {
            monitor.awaitReady();
            assertThat(monitor.get("").statusCode()).isEqualTo(200);
            for (String page : FIGURES) {
                assertThat(monitor.get(page).statusCode()).as(page).isEqualTo(401);
                assertThat(monitor.get(page, "Authorization", "Bearer " + TOKEN + "x")
                                .statusCode())
                        .isEqualTo(401);
                assertThat(monitor.get(page, "Authorization", "Bearer " + TOKEN).statusCode())
                        .isEqualTo(200);
            }
            ChildProcess load = folder.start("run");
            assertThat(load.awaitExit(LONG)).as("%s", load).isZero();
            Wait.until(
                    "the account of the load",
                    LONG,
                    () -> WorkFolder.json(monitor.get("api/status", "Authorization", "Bearer " + TOKEN)
                                            .body())
                                    .at("/0/uploaded")
                                    .asLong()
                            == PAIRS.count());
        }
    }

    @Test
    void withoutATokenServesThisMachineAloneAndUnderItsOwnName() throws IOException {
        try (DashboardPages monitor = DashboardPages.of(folder.start("monitor", "--port", "0"))) {
            int port = URI.create(monitor.url()).getPort();
            assertThat(firstLine(port, "localhost:" + port)).isEqualTo("HTTP/1.1 200 OK");
            assertThat(firstLine(port, "rebound.example")).isEqualTo("HTTP/1.1 403 Forbidden");
        }
        assertThat(refused("--bind", "0.0.0.0"))
                .isEqualTo(
                        "monitor.host: 0.0.0.0 lets other machines in (expected: a token, in the file of monitor.token_file or in SKYFLOW_LOADER_MONITOR_TOKEN)\n");
        folder.write("token", "short\n");
        String file = path.resolve("token").toString();
        assertThat(refused("--access-token-file", file))
                .isEqualTo("monitor.token_file: 5 characters (expected: 16 or more)\n");
        assertThat(refused("--access-token-file", path.resolve("none").toString()))
                .isEqualTo("monitor.token_file: " + path.resolve("none")
                        + " cannot be read (expected: a file with a token)\n");
    }

    @Test
    void aLoadServesTheSameWhileItRuns() {
        config.withObject("/performance").put("max_concurrency", 1).put("batch_size", 10);
        onTheBrokerOfTheFolder();
        simulator.latency(Latency.of(Duration.ofSeconds(1)));
        try (DashboardPages load = DashboardPages.of(folder.start("run", "--dashboard"))) {
            Wait.until(
                    "rows in the account",
                    LONG,
                    () -> load.json("api/status").at("/0/uploaded").asLong() > 0);
            assertThat(load.json("api/rates").at("/0/vault").asText()).isEqualTo("name");
            simulator.latency(Latency.NONE);
            assertThat(load.process().awaitExit(LONG)).as("%s", load.process()).isZero();
        }
    }

    @Test
    void extractAndUploadServeItToo() throws IOException {
        WorkFolder.readStandardInput(config);
        folder.write(config);
        try (RandomAccessFile pipe = folder.pipe("pipe")) {
            pipe.write("v,t\nvalue,token\n".getBytes(UTF_8));
            try (DashboardPages extract = DashboardPages.of(folder.startWithInput("pipe", "extract", "--dashboard"));
                    DashboardPages upload = DashboardPages.of(folder.start("upload", "--dashboard"))) {
                for (DashboardPages pages : List.of(extract, upload)) {
                    Wait.until(
                            "both on the page of " + pages,
                            LONG,
                            () -> pages.json("api/instances")
                                    .findValuesAsText("role")
                                    .equals(List.of("EXTRACTOR", "UPLOADER")));
                    assertThat(pages.get("").body()).contains("<title>skyflow-loader</title>");
                }
            }
        }
    }

    private void onTheBrokerOfTheFolder() {
        config.withObject("/kafka").remove(List.of("bootstrap_servers", "prefix"));
        folder.write(config);
    }

    /** Rates are of the minute before the question. */
    private static JsonNode withoutRates(JsonNode runs) {
        runs.forEach(run -> ((ObjectNode) run).remove(List.of("rows_per_second", "calls_per_second")));
        return runs;
    }

    /** Rates and times are those of the moment too. */
    private static JsonNode offsets(JsonNode vaults) {
        for (JsonNode vault : vaults) {
            ((ObjectNode) vault).retain("vault", "rows_behind", "partitions");
            vault.path("partitions")
                    .forEach(partition ->
                            ((ObjectNode) partition).retain("partition", "committed", "end", "offsets_behind"));
        }
        return vaults;
    }

    private JsonNode printed(String... command) {
        Spoken spoken = Spoken.by(Stream.concat(
                        Stream.of(command),
                        Stream.of("--config", path.resolve("config.json").toString(), "--output", "json"))
                .toArray(String[]::new));
        assertThat(spoken.status()).as("%s", spoken).isZero();
        return WorkFolder.json(spoken.out());
    }

    private String refused(String... flags) {
        Spoken spoken = Spoken.by(Stream.concat(
                        Stream.of(
                                "monitor",
                                "--config",
                                path.resolve("config.json").toString()),
                        Stream.of(flags))
                .toArray(String[]::new));
        assertThat(spoken.status()).as("%s", spoken).isEqualTo(1);
        return spoken.err();
    }

    private static String firstLine(int port, String host) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout((int) LONG.toMillis());
            socket.getOutputStream()
                    .write(("GET /api/status HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                            .getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("");
        }
    }
}
