package com.skyflow.loader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.skyflow.loader.common.secret.Secret;
import com.skyflow.loader.local.simulator.SimulatorSettings;
import com.skyflow.loader.local.simulator.VaultSimulator;
import com.skyflow.loader.local.simulator.fault.Operation;
import com.skyflow.loader.local.simulator.journal.Call;
import com.skyflow.loader.local.simulator.settings.TableSettings;
import com.skyflow.loader.local.simulator.store.Uniqueness;
import com.skyflow.loader.testing.ChildProcess;
import com.skyflow.loader.testing.EmbeddedKafka;
import com.skyflow.loader.testing.TestTopics;
import com.skyflow.loader.testing.kafka.GuardedKafka;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What check says before a load, and that it leaves no trace. */
final class CheckIT {
    @RegisterExtension
    static final EmbeddedKafka kafka = new EmbeddedKafka();

    @RegisterExtension
    static final GuardedKafka guarded = new GuardedKafka();

    private static final Pairs PAIRS = new Pairs(1_200);

    @TempDir
    Path path;

    private WorkFolder folder;
    private VaultSimulator vault;
    private ObjectNode config;
    private String prefix;

    @BeforeEach
    void start() {
        folder = new WorkFolder(path);
        vault = WorkFolder.simulator(SimulatorSettings.defaults());
        config = folder.config(vault, kafka, "name");
        prefix = config.at("/kafka/prefix").asText();
        folder.write("name", PAIRS);
    }

    @AfterEach
    void stop() {
        vault.close();
    }

    @Test
    void whatAllowsALoadPassesAndNothingIsChanged() throws Exception {
        Set<Path> before = files();

        Spoken spoken = check(0);

        assertThat(spoken.out()).isEqualTo("""
                        ok    settings            config.json and flags are sound
                        ok    kafka               1 broker answers at %1$s
                        ok    topics              will be created: %2$s.name, %2$s.name.dead-letter, %2$s.outcomes, %2$s.runs
                        ok    rights              Create on topics; the others can be looked at when these are there
                        ok    run name            a new one begins
                        ok    credential          an API key, or a token that does not say when it expires
                        ok    vault name          table name of vault id-of-name at %3$s holds 0 records
                        ok    column name         column name is there and unique
                        ok    source name         1,200 rows, no value repeats
                        """.formatted(kafka.bootstrapServers(), prefix, vault.url()));
        assertThat(spoken.err()).isEmpty();
        assertThat(kafka.admin().listTopics().names().get()).noneMatch(topic -> topic.startsWith(prefix + "."));
        assertThat(vault.journal().calls())
                .extracting(Call::template)
                .containsOnly(Operation.QUERY.template(), Operation.GET.template());
        Set<Path> after = files();
        after.remove(path.resolve("config.json"));
        assertThat(after).isEqualTo(before);
    }

    @Test
    void sayWhichRunGoesOnAndHowManyRowsRepeatOrAreLeftOut() throws IOException {
        Path data = path.resolve("data");
        Files.writeString(data.resolve("name_data.csv"), "full_name\nAnn\nBob\nAnn\nCid\n");
        Files.writeString(data.resolve("name_tokens.csv"), "full_name_token\nt1\nt2\nt1\nt4\n");
        config.withObject("/performance").put("max_records", 3);
        folder.write(config);
        Spoken extract =
                Spoken.by("extract", "-config", path.resolve("config.json").toString());
        assertThat(extract.status()).as("%s", extract).isZero();

        JsonNode findings = WorkFolder.json(check(0, "--output", "json").out());

        assertThat(text(findings, "topics")).isEqualTo("all are there, with the right partitions and retention");
        assertThat(text(findings, "rights")).isEqualTo("Read, Write and DescribeConfigs on all topics");
        assertThat(text(findings, "run")).endsWith(" goes on behind row 3");
        assertThat(text(findings, "source"))
                .isEqualTo(
                        "3 rows, of which 1 repeat a value; max_records 3 leaves out 1 more (-max-records 0 loads all)");
    }

    @Test
    void everythingThatFailsIsSaidAtOnce() throws Exception {
        vault.close();
        vault = VaultSimulator.start(SimulatorSettings.defaults()
                .withPort(vault.port())
                .withAcceptedTokens(new Secret(Canary.CREDENTIAL))
                .withTables(new TableSettings("id-of-name", "name", "name", Uniqueness.REPEATABLE)));
        TestTopics.create(kafka.admin(), List.of(new NewTopic(prefix + ".name", 5, (short) 1)));
        Files.writeString(path.resolve("data/name_tokens.csv"), "token\nt1\n");

        Spoken spoken = check(1);

        assertThat(spoken.out().lines().filter(line -> line.startsWith("FAIL")))
                .containsExactly(
                        "FAIL  topics              Topic %1$s.name has 5 partitions (expected: 4). Topics are never altered by the loader: correct them, correct the kafka settings, or choose another kafka.prefix."
                                .formatted(prefix),
                        "FAIL  column name         Column name of table name is not there or not unique (status 400: Get failed. Column name is not a unique column.), which inserts with upsert need. Correct the vault's table and column, or make it unique.",
                        "FAIL  source name         %s/name_tokens.csv, line 1: no column 'full_name_token' (found: 1 column); nothing was published. Correct the header or the column's name in the settings and start again."
                                .formatted(path.resolve("data")));
    }

    @Test
    void aCredentialThatTheVaultRefusesOrThatHasExpiredFails() {
        vault.acceptTokens(new Secret("another"));
        assertThat(failure(check(1, "--output", "json"), "vault"))
                .startsWith("The vault does not accept the credential (status 401: ")
                .endsWith("). Get a new one and start again.");

        config.withObject("/skyflow").put("bearer_token", jwt(Instant.parse("2026-01-01T00:00:00Z")));
        assertThat(failure(check(1, "--output", "json"), "credential"))
                .isEqualTo("The bearer token expired at 2026-01-01T00:00:00Z. Get a new one.");

        config.withObject("/skyflow").put("bearer_token", jwt(Instant.parse("2999-01-01T00:00:00Z")));
        assertThat(text(WorkFolder.json(check(1, "--output", "json").out()), "credential"))
                .isEqualTo(
                        "a bearer token that expires at 2999-01-01T00:00:00Z; a load that lasts longer needs --credentials");
    }

    @Test
    void aMissingRightFails() throws ExecutionException, InterruptedException {
        guarded.addUser("checker", "p4ssw0rd-of-checker");
        for (AclOperation operation : List.of(AclOperation.CREATE, AclOperation.DESCRIBE_CONFIGS, AclOperation.READ)) {
            guarded.allow(List.of(GuardedKafka.acl("checker", ResourceType.TOPIC, prefix, operation)));
        }
        guarded.allow(List.of(GuardedKafka.acl("checker", ResourceType.GROUP, prefix, AclOperation.READ)));
        config.withObject("/kafka").put("bootstrap_servers", guarded.bootstrapServers());
        guarded.properties("checker", "p4ssw0rd-of-checker").forEach(config.withObject("/kafka/properties")::put);
        assertThat(failure(check(1, "--output", "json"), "rights"))
                .isEqualTo(
                        "Kafka at %1$s does not grant this client: Write on transactional id %2$s-extractor-name, Write on transactional id %2$s-uploader-name-check. Grant it (docs/cluster.md lists what each command needs) and start again."
                                .formatted(guarded.bootstrapServers(), prefix));
        guarded.allow(List.of(GuardedKafka.acl("checker", ResourceType.TRANSACTIONAL_ID, prefix, AclOperation.WRITE)));
        assertThat(check(0).out()).contains("ok    rights              Create on topics;");
        TestTopics.create(
                guarded.admin(),
                Stream.of(".name", ".name.dead-letter", ".runs", ".outcomes")
                        .map(topic -> topic(prefix + topic))
                        .toList());

        assertThat(failure(check(1, "--output", "json"), "rights"))
                .isEqualTo(
                        "Kafka at %1$s does not grant this client: Write on topic %2$s.name, Write on topic %2$s.name.dead-letter, Write on topic %2$s.runs, Write on topic %2$s.outcomes. Grant it (docs/cluster.md lists what each command needs) and start again."
                                .formatted(guarded.bootstrapServers(), prefix));
    }

    @Test
    void aBrokerThatTheFolderDoesNotHaveIsNotStarted() {
        config.withObject("/kafka").remove("bootstrap_servers");
        folder.write(config);

        ChildProcess check = folder.start("check");

        assertThat(check.awaitExit(Duration.ofMinutes(2))).as("%s", check).isZero();
        assertThat(check.stdout())
                .contains(
                        "ok    kafka               no cluster is set: the load will start an embedded broker in this folder\n");
        assertThat(path.resolve(".skyflow-loader")).doesNotExist();
    }

    private static NewTopic topic(String name) {
        boolean one = name.endsWith(".runs") || name.endsWith(".outcomes");
        boolean compacted = name.endsWith(".runs") || name.endsWith(".dead-letter");
        return new NewTopic(name, one ? 1 : 4, (short) 1)
                .configs(Map.of("retention.ms", "-1", "cleanup.policy", compacted ? "compact" : "delete"));
    }

    private static String jwt(Instant expiry) {
        String claims = "{\"exp\":" + expiry.getEpochSecond() + "}";
        return "e30." + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8))
                + ".c2ln";
    }

    private static String text(JsonNode findings, String check) {
        return one(findings, check).path("text").asText();
    }

    private static String failure(Spoken spoken, String check) {
        JsonNode finding = one(WorkFolder.json(spoken.out()), check);
        assertThat(finding.path("passed").asBoolean()).isFalse();
        return finding.path("text").asText();
    }

    private static JsonNode one(JsonNode findings, String check) {
        return StreamSupport.stream(findings.spliterator(), false)
                .filter(finding -> finding.path("check").asText().equals(check))
                .findFirst()
                .orElseThrow();
    }

    private Spoken check(int status, String... flags) {
        folder.write(config);
        List<String> line = new ArrayList<>(
                List.of("check", "-config", path.resolve("config.json").toString()));
        line.addAll(List.of(flags));
        Spoken spoken = Spoken.by(line.toArray(String[]::new));
        assertThat(spoken.status()).as("%s", spoken).isEqualTo(status);
        assertThat(Canary.isIn(spoken.out() + spoken.err())).isFalse();
        return spoken;
    }

    private Set<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            return files.collect(Collectors.toSet());
        }
    }
}
