package com.skyflow.loader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.skyflow.loader.common.row.Pair;
import com.skyflow.loader.common.secret.Secret;
import com.skyflow.loader.local.simulator.VaultSimulator;
import com.skyflow.loader.local.simulator.fault.Fault;
import com.skyflow.loader.local.simulator.fault.InjectedFault;
import com.skyflow.loader.local.simulator.fault.Moment;
import com.skyflow.loader.local.simulator.fault.PoisonValues;
import com.skyflow.loader.local.simulator.fault.Trigger;
import com.skyflow.loader.local.simulator.settings.Latency;
import com.skyflow.loader.local.simulator.store.CheckResult;
import com.skyflow.loader.testing.ChildProcess;
import com.skyflow.loader.testing.EmbeddedKafka;
import com.skyflow.loader.testing.Wait;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Loads by real processes, as their user sees them. */
final class LoadIT {
    @RegisterExtension
    static final EmbeddedKafka kafka = new EmbeddedKafka();

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final String NOT_FINISHED = "Not finished. Start again to continue; nothing is lost.";

    @TempDir
    Path path;

    private WorkFolder folder;
    private VaultSimulator simulator;
    private String prefix;

    @BeforeEach
    void start() {
        folder = new WorkFolder(path);
        simulator = WorkFolder.simulator();
        prefix = kafka.freshPrefix();
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void twoUploadersShareALoadThoughOneJoinsLate() {
        Pairs pairs = new Pairs(100_000);
        folder.write("name", pairs);
        folder.write(clusterConfig(4));
        simulator.latency(Latency.of(Duration.ofMillis(400)));
        ensureEnd(folder.start("extract"), 0);

        ChildProcess first = folder.start("upload", "--until-drained");
        awaitRows(first, "name", 6_000);
        ChildProcess second = folder.start("upload", "--until-drained");
        Wait.until(
                "two uploaders with partitions",
                LONG,
                () -> KafkaContent.busyMembers(kafka, prefix + "-uploader-name") == 2);
        assertThat(WorkFolder.held(simulator, "name")).isLessThan(pairs.count() / 10L * 9);
        simulator.latency(Latency.of(Duration.ofMillis(20)));

        ensureEnd(first, 0);
        ensureEnd(second, 0);
        assertThat(Stream.of(first, second).map(ChildProcess::stdout))
                .as("the time of its own batches, which each of them has sent")
                .allSatisfy(output -> assertThat(output).contains("  time of all batches: "));
        ensureExact("name", pairs);
        assertThat(repeated("name")).isZero();
    }

    @Test
    void twoExtractorsThatStartInTheSameSecondPublishEachRowOnce() {
        Pairs pairs = new Pairs(30_000);
        folder.write("name", pairs);
        folder.write(clusterConfig(32));

        ChildProcess first = folder.start("extract");
        ChildProcess second = folder.start("extract");
        List<Integer> ends = List.of(first.awaitExit(LONG), second.awaitExit(LONG));
        ChildProcess upload = folder.start("upload", "--until-drained", "--output", "json");
        ensureEnd(upload, 0);

        assertThat(ends).as("%s %s", first, second).contains(0).isSubsetOf(0, 4);
        JsonNode vault = WorkFolder.summary(upload).path("vaults").path(0);
        assertThat(vault.path("published").asLong()).isEqualTo(pairs.count());
        assertThat(vault.path("balances").asBoolean()).isTrue();
        ensureExact("name", pairs);
        assertThat(repeated("name")).isZero();
    }

    @Test
    void aLoadThatIsToldToEndDrainsAndIsFinishedByTheNext() {
        Pairs pairs = new Pairs(60_000);
        folder.write("name", pairs);
        folder.write(embeddedConfig("name"));
        simulator.latency(Latency.of(Duration.ofMillis(500)));

        ChildProcess first = folder.start("run");
        awaitRows(first, "name", 10_000);
        first.sigterm();
        ensureEnd(first, 4);
        assertThat(WorkFolder.held(simulator, "name")).isLessThan(pairs.count());
        assertThat(first.stdout().strip()).endsWith(NOT_FINISHED);
        simulator.latency(Latency.NONE);
        ensureEnd(folder.start(), 0);

        ensureExact("name", pairs);
        assertThat(repeated("name")).isZero();
    }

    @Test
    void fourLoadsAtOnceShareTheBrokerOfTheirFolder() {
        List<String> vaults = List.of("name", "id", "dob", "ssn");
        Pairs pairs = new Pairs(3_000);
        vaults.forEach(vault -> folder.write(vault, pairs));
        folder.write(embeddedConfig(vaults.toArray(String[]::new)));

        List<ChildProcess> loads = vaults.stream()
                .map(vault -> folder.start("run", "-vault", vault))
                .toList();

        loads.forEach(load -> ensureEnd(load, 0));
        vaults.forEach(vault -> ensureExact(vault, pairs));
    }

    @Test
    void rowsThatTheVaultRefusesAreInTheErrorLogAndNoOther() {
        Pairs pairs = new Pairs(5_000);
        Set<Integer> bad =
                IntStream.rangeClosed(1, 50).mapToObj(n -> n * 100).collect(Collectors.toCollection(TreeSet::new));
        assertThat(bad).contains(pairs.middle());
        folder.write("name", pairs);
        folder.write(clusterConfig(32));
        InjectedFault poison = simulator.inject(
                new Fault.Poison(
                        new PoisonValues.Listed(
                                bad.stream().map(pairs::row).map(Pair::value).collect(Collectors.toSet())),
                        400,
                        Fault.Poison.Message.QUOTES_VALUE),
                Trigger.always());

        ensureEnd(folder.start("run"), 2);
        assertThat(poison.happened()).isPositive();
        assertThat(WorkFolder.check(simulator, "name", pairs)).isEqualTo(new CheckResult(pairs.count(), 50, 0, 0));
        JsonNode masked = errorLog();
        assertThat(rows(masked)).containsExactlyInAnyOrderElementsOf(bad);
        assertThat(recordsIn(masked)).containsOnly("{\"Value\":\"***\",\"Token\":\"***\"}");
        Canary.ensureAbsentFrom(path);
        KafkaContent.ensureNoCanary(kafka, prefix);

        ensureEnd(folder.start("upload", "--until-drained", "--error-log-values"), 2);
        assertThat(pairsIn(errorLog()))
                .containsExactlyInAnyOrderElementsOf(
                        bad.stream().map(pairs::row).toList());
    }

    @Test
    void aWrongTableStopsTheVaultWithoutDeadLetters() {
        folder.write("name", new Pairs(3_000));
        ObjectNode config = clusterConfig(32);
        ((ObjectNode) config.at("/skyflow/vaults/0")).put("table", "nonsense");
        folder.write(config);

        ChildProcess load = folder.start("run", "--output", "json");

        ensureEnd(load, 3);
        JsonNode vault = WorkFolder.summary(load).path("vaults").path(0);
        assertThat(vault.path("dead_letters")).isEmpty();
        assertThat(vault.path("pending").asLong()).isEqualTo(3_000);
        assertThat(folder.errorLogs()).isEmpty();
        assertThat(KafkaContent.rows(kafka, prefix + ".name.dead-letter")).isZero();
        Canary.ensureAbsentFrom(path);
    }

    @Test
    void aCredentialThatIsNotAcceptedStopsTheVault() {
        folder.write("name", new Pairs(1_000));
        folder.write(clusterConfig(32));
        simulator.acceptTokens(new Secret("another"));

        ChildProcess load = folder.start("run");

        ensureEnd(load, 3);
        assertThat(simulator.journal().counts().withStatus(401)).isPositive();
        assertThat(folder.errorLogs()).isEmpty();
        Canary.ensureAbsentFrom(path);
    }

    @Test
    void aVaultThatNeverAnswersIsGivenUpAndItsRunContinuedOrReplacedOnlyWhenAsked() {
        Pairs pairs = new Pairs(1_000);
        folder.write("name", pairs);
        ObjectNode config = clusterConfig(2);
        config.withObject("/performance").put("first_answer_give_up_ms", 3_000).put("request_timeout_ms", 1_000);
        folder.write(config);
        InjectedFault silence = simulator.inject(new Fault.Hang(Moment.BEFORE_STORING), Trigger.always());

        ChildProcess load = folder.start("run", "--output", "json");
        ensureEnd(load, 4);
        assertThat(silence.happened()).isPositive();
        String run = WorkFolder.summary(load).at("/vaults/0/run").asText();
        simulator.clearFaults();
        simulator.releaseHanging();
        Pairs others = new Pairs(1_200);
        folder.write("name", others);
        ChildProcess changed = folder.start("run");
        ensureEnd(changed, 1);
        assertThat(changed.stderr().strip())
                .isEqualTo(
                        "Vault name: run " + run
                                + " is unfinished (1000 rows read) and reads [data/name_data.csv, data/name_tokens.csv], which has changed since."
                                + " Restore what it was started with to continue it, or give it up with --fresh: what is left of it is then never uploaded.");
        assertThat(WorkFolder.held(simulator, "name")).isZero();

        ensureEnd(folder.start("run", "--fresh"), 0);
        ensureExact("name", others);
    }

    @Test
    void aLimitThatCutsTheInputIsSaid() {
        folder.write("name", new Pairs(1_000));
        folder.write(clusterConfig(32));

        ChildProcess load = folder.start("-max-records=600", "-output=json");

        ensureEnd(load, 0);
        assertThat(load.stderr().lines())
                .contains("max_records 600 leaves out 400 rows of vault name (-max-records 0 loads all).");
        assertThat(WorkFolder.summary(load).path("exit_code").asInt(-1)).isZero();
        assertThat(WorkFolder.held(simulator, "name")).isEqualTo(600);
    }

    private ObjectNode clusterConfig(int concurrency) {
        ObjectNode config = WorkFolder.config(simulator, "name");
        config.withObject("/performance").put("max_concurrency", concurrency);
        config.withObject("/kafka")
                .put("bootstrap_servers", kafka.bootstrapServers())
                .put("prefix", prefix);
        return config;
    }

    private ObjectNode embeddedConfig(String... vaults) {
        ObjectNode config = WorkFolder.config(simulator, vaults);
        config.withObject("/performance").put("max_concurrency", 4);
        return config;
    }

    private static void ensureEnd(ChildProcess process, int status) {
        assertThat(process.awaitExit(LONG)).as("the status of %s", process).isEqualTo(status);
    }

    private void awaitRows(ChildProcess process, String vault, long rows) {
        Wait.until(
                rows + " rows in the vault, by " + process,
                LONG,
                () -> WorkFolder.held(simulator, vault) >= rows || !process.isAlive());
        assertThat(process.isAlive()).as("alive: %s", process).isTrue();
    }

    private void ensureExact(String vault, Pairs pairs) {
        assertThat(WorkFolder.check(simulator, vault, pairs)).isEqualTo(new CheckResult(pairs.count(), 0, 0, 0));
        Canary.ensureAbsentFrom(path);
    }

    private long repeated(String vault) {
        return simulator.counts(WorkFolder.vaultId(vault), vault).repeated();
    }

    private JsonNode errorLog() {
        assertThat(folder.errorLogs()).hasSize(1);
        return WorkFolder.json(
                folder.read(folder.errorLogs().getFirst().getFileName().toString()));
    }

    private static List<Integer> rows(JsonNode log) {
        List<Integer> rows = new ArrayList<>();
        log.path("errors").forEach(error -> rows.add(error.path("row").asInt()));
        return rows;
    }

    private static List<String> recordsIn(JsonNode log) {
        List<String> records = new ArrayList<>();
        log.path("errors").forEach(error -> error.path("records").forEach(row -> records.add(row.toString())));
        return records;
    }

    private static List<Pair> pairsIn(JsonNode log) {
        List<Pair> pairs = new ArrayList<>();
        log.path("errors")
                .forEach(error -> error.path("records")
                        .forEach(row -> pairs.add(new Pair(
                                row.path("Value").asText(), row.path("Token").asText()))));
        return pairs;
    }
}
