package com.skyflow.loader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.skyflow.loader.common.row.Pair;
import com.skyflow.loader.local.simulator.VaultSimulator;
import com.skyflow.loader.local.simulator.fault.Fault;
import com.skyflow.loader.local.simulator.fault.InjectedFault;
import com.skyflow.loader.local.simulator.fault.PoisonValues;
import com.skyflow.loader.local.simulator.fault.Trigger;
import com.skyflow.loader.local.simulator.store.CheckResult;
import com.skyflow.loader.testing.ChildProcess;
import com.skyflow.loader.testing.EmbeddedKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The commands for rows that were given up, as an operator calls them. */
final class DeadLettersIT {
    @RegisterExtension
    static final EmbeddedKafka kafka = new EmbeddedKafka();

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Pairs PAIRS = new Pairs(2_000);
    private static final Set<Integer> BAD =
            IntStream.rangeClosed(1, 20).mapToObj(n -> n * 100).collect(Collectors.toSet());

    @TempDir
    Path path;

    private WorkFolder folder;
    private VaultSimulator simulator;
    private ObjectNode config;

    @BeforeEach
    void start() {
        folder = new WorkFolder(path);
        simulator = WorkFolder.simulator();
        folder.write("name", PAIRS);
        config = WorkFolder.config(simulator, "name");
        assertThat(BAD).contains(PAIRS.middle());
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void replayedRowsAreInTheVaultAndInNoErrorLogOnTheBrokerOfTheFolder() {
        folder.write(config);
        loadWithDeadLetters();
        simulator.clearFaults();

        ChildProcess replay = folder.start("dead-letters", "replay");
        ensureEnd(replay, 0);
        assertThat(replay.stdout()).isEqualTo("Vault name: 20 replayed\n");
        ChildProcess upload = folder.start("upload", "--until-drained", "--output", "json");
        ensureEnd(upload, 0);

        JsonNode vault = WorkFolder.summary(upload).path("vaults").path(0);
        assertThat(vault.path("replayed").asLong()).isEqualTo(20);
        assertThat(vault.path("uploaded").asLong()).isEqualTo(PAIRS.count());
        assertThat(vault.path("balances").asBoolean()).isTrue();
        assertThat(WorkFolder.check(simulator, "name", PAIRS)).isEqualTo(new CheckResult(PAIRS.count(), 0, 0, 0));
        assertThat(folder.errorLogs()).isEmpty();
        Canary.ensureAbsentFrom(path);
    }

    @Test
    void showWhatIsOpenAndCloseIt() throws IOException {
        WorkFolder.onCluster(config, kafka);
        folder.write(config);
        loadWithDeadLetters();

        JsonNode counts = WorkFolder.json(letters(0, "list", "--output", "json").out());
        assertThat(counts.at("/0/open").asLong()).isEqualTo(20);
        assertThat(counts.at("/0/kinds/0/reason").asText()).isEqualTo("rejected");
        assertThat(counts.at("/0/kinds/0/status").asInt()).isEqualTo(400);
        assertThat(letters(0, "list", "--status", "404").out()).isEqualTo("Vault name: 0 open dead letters\n");

        Path file = path.resolve("letters.jsonl");
        assertThat(letters(0, "export", file.toString()).out()).isEqualTo("20 dead letters written to " + file + "\n");
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        List<JsonNode> exported =
                Files.readAllLines(file).stream().map(WorkFolder::json).toList();
        assertThat(exported)
                .hasSize(20)
                .allSatisfy(letter ->
                        assertThat(letter.path("record")).hasToString("{\"value\":\"***\",\"token\":\"***\"}"));
        assertThat(letters(1, "export", file.toString()).err())
                .isEqualTo("File " + file + " exists already. Remove it or choose another.\n");

        String key = exported.stream()
                .filter(letter -> letter.path("row").asInt() == PAIRS.middle())
                .map(letter -> letter.path("key").asText())
                .findFirst()
                .orElseThrow();
        assertThat(letters(0, "show", key).out()).contains("\"***\"");
        Canary.ensureAbsentFrom(path);
        Pair middle = PAIRS.row(PAIRS.middle());
        JsonNode shown = WorkFolder.json(letters(0, "show", "--values", key).out());
        assertThat(shown.at("/record/value").asText()).isEqualTo(middle.value());
        assertThat(shown.at("/record/token").asText()).isEqualTo(middle.token());

        assertThat(letters(0, "park", "--row", "100-200").out()).isEqualTo("Vault name: 2 parked\n");
        assertThat(letters(1, "purge").err())
                .isEqualTo("Nothing was deleted: purge has to be confirmed on a terminal, or with --yes."
                        + " See first what --dry-run says.\n");
        assertThat(letters(0, "purge", "--dry-run").out().lines().findFirst())
                .contains("Vault name: 18 purged (dry run: nothing was changed)");
        assertThat(letters(0, "purge", "--yes", "--max", "8").out()).isEqualTo("Vault name: 8 purged\n");
        assertThat(letters(0, "list").out()).startsWith("Vault name: 10 open dead letters, and 2 parked\n");
        assertThat(letters(1, "show", key.replaceFirst("/.*", "/100")).err())
                .startsWith("No dead letter of row ")
                .endsWith(" is open: it is none, or was closed.\n");
    }

    @Test
    void ofAnErrorLogAreReplayedAsTheyStandThere() throws IOException {
        WorkFolder.onCluster(config, kafka);
        folder.write(config);
        loadWithDeadLetters("--error-log-values");
        Path log = folder.errorLogs().getFirst();
        Files.writeString(log, Files.readString(log).replace("\"value, no. 100\"", "\"corrected\""));

        assertThat(letters(0, "replay", "--error-log", log.toString()))
                .isEqualTo(new Spoken(0, "Vault name: 20 replayed\n", ""));
        assertThat(letters(0, "replay", "--error-log", log.toString()))
                .isEqualTo(new Spoken(
                        0,
                        "Vault name: nothing to do\n",
                        "20 rows of %s are left out: they are not open any more, or other flags leave them out.\n"
                                .formatted(log)));

        simulator.clearFaults();
        ensureEnd(folder.start("upload", "--until-drained"), 0);
        assertThat(WorkFolder.check(simulator, "name", PAIRS)).isEqualTo(new CheckResult(PAIRS.count(), 1, 0, 1));
    }

    @Test
    void ofAMaskedErrorLogAreNotReplayed() {
        WorkFolder.onCluster(config, kafka);
        folder.write(config);
        loadWithDeadLetters();
        Path log = folder.errorLogs().getFirst();

        assertThat(letters(1, "replay", "--error-log", log.toString()).err())
                .isEqualTo(
                        "%s is masked: it holds *** in place of values and tokens, so that nothing can be replayed from it. Leave --error-log out to replay what is open in Kafka, or have the log written anew with --error-log-values.\n"
                                .formatted(log));
        assertThat(letters(0, "list").out()).startsWith("Vault name: 20 open dead letters\n");
    }

    @Test
    void areRefusedWhereAFlagIsWrong() {
        folder.write(config);

        assertThat(letters(1, "list", "--reason", "bad").err())
                .isEqualTo("--reason: 'bad' (expected one of: rejected, exhausted, invalid-row, unreadable)\n");
        assertThat(letters(1, "list", "--row", "5-2").err())
                .isEqualTo("--row: 5-2 (expected: two numbers from 1 on, in order)\n");
        assertThat(letters(1, "list", "--since", "noon").err())
                .endsWith("See: skyflow-loader dead-letters list --help\n");
        assertThat(letters(1, "list", "--vault", "nobody").err())
                .isEqualTo("vault 'nobody' is not configured (expected one of: name)\n");
    }

    private void loadWithDeadLetters(String... flags) {
        InjectedFault poison = simulator.inject(
                new Fault.Poison(
                        new PoisonValues.Listed(
                                BAD.stream().map(PAIRS::row).map(Pair::value).collect(Collectors.toSet())),
                        400,
                        Fault.Poison.Message.QUOTES_VALUE),
                Trigger.always());
        ensureEnd(folder.start(Stream.concat(Stream.of("run"), Stream.of(flags)).toArray(String[]::new)), 2);
        assertThat(poison.happened()).isPositive();
        assertThat(folder.errorLogs()).hasSize(1);
    }

    /** Calls one of the commands in this process. */
    private Spoken letters(int status, String command, String... arguments) {
        String[] line = Stream.concat(
                        Stream.of(
                                "dead-letters",
                                command,
                                "--config",
                                path.resolve("config.json").toString()),
                        Stream.of(arguments))
                .toArray(String[]::new);
        Spoken spoken = Spoken.by(line);
        assertThat(spoken.status()).as("%s", spoken).isEqualTo(status);
        return spoken;
    }

    private static void ensureEnd(ChildProcess process, int status) {
        assertThat(process.awaitExit(LONG)).as("the status of %s", process).isEqualTo(status);
    }
}
