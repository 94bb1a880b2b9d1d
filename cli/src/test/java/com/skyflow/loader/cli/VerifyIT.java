package com.skyflow.loader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.skyflow.loader.common.row.Pair;
import com.skyflow.loader.common.secret.Secret;
import com.skyflow.loader.common.vault.Destination;
import com.skyflow.loader.local.simulator.VaultSimulator;
import com.skyflow.loader.local.simulator.fault.Fault;
import com.skyflow.loader.local.simulator.fault.InjectedFault;
import com.skyflow.loader.local.simulator.fault.Operation;
import com.skyflow.loader.local.simulator.fault.PoisonValues;
import com.skyflow.loader.local.simulator.fault.Target;
import com.skyflow.loader.local.simulator.fault.Trigger;
import com.skyflow.loader.testing.ChildProcess;
import com.skyflow.loader.testing.EmbeddedKafka;
import com.skyflow.loader.vault.answer.Answer;
import com.skyflow.loader.vault.client.VaultClient;
import com.skyflow.loader.vault.client.VaultClientSettings;
import com.skyflow.loader.vault.credential.FixedCredential;
import com.skyflow.loader.vault.http.HttpSettings;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What verify says of vaults that hold what was loaded, and of such that somebody else had his hands in. */
final class VerifyIT {
    @RegisterExtension
    static final EmbeddedKafka kafka = new EmbeddedKafka();

    private static final Pairs PAIRS = new Pairs(1_200);

    @TempDir
    Path path;

    private WorkFolder folder;
    private VaultSimulator vault;

    @BeforeEach
    void start() {
        folder = new WorkFolder(path);
        vault = WorkFolder.simulator();
        folder.write(folder.config(vault, kafka, "name", "ssn"));
        folder.write("name", PAIRS);
    }

    @AfterEach
    void stop() {
        vault.close();
    }

    @Test
    void aVaultThatHoldsEveryRowAgrees() {
        load();

        Spoken spoken = command("verify", "--sample", "500");

        assertThat(spoken.status()).as("%s", spoken).isZero();
        assertThat(spoken.err()).isEmpty();
        assertThat(spoken.out().replaceFirst("Run [^,]+,", "Run …,")).isEqualTo("""
                        Run …, vault name: agrees
                          rows: 1,200 in the source, 1,200 of them expected in the vault; dead letters: 0 open, 0 parked, 0 purged
                          records: 1,200 (expected: 1,200)
                          sample: 500 rows: 500 as in the source, 0 under the token of another row with the same value, 0 missing, 0 with another value; 0 dead letters more
                        """);
        assertThat(vault.journal().counts().calls()).isGreaterThan(20);
    }

    @Test
    void aRowThatWasDeletedInTheVaultIsNamed() throws Exception {
        load();
        delete(PAIRS.row(417));

        Spoken spoken = command("verify", "--sample", "1200", "--output", "json");

        assertThat(spoken.status()).as("%s", spoken).isEqualTo(3);
        JsonNode verdict = WorkFolder.json(spoken.out()).path(0);
        assertThat(spoken.err())
                .isEqualTo(
                        "Vault name does not hold what run "
                                + verdict.path("run").asText()
                                + " loaded: it counts 1,199 records (expected: 1,200); of 1,200 rows that were looked up it does not know the tokens of 1.\n");
        assertThat(verdict.path("agrees").asBoolean()).isFalse();
        assertThat(verdict.path("records").asLong()).isEqualTo(1_199);
        assertThat(verdict.at("/sample/missing_rows")).hasToString("[417]");
        assertThat(verdict.at("/sample/same").asLong()).isEqualTo(1_199);
    }

    @Test
    void tokensThatWereSwappedAreNamed() throws Exception {
        load();
        Pair one = PAIRS.row(PAIRS.middle());
        Pair other = PAIRS.row(8);
        delete(one);
        delete(other);
        insert(new Pair(one.value(), other.token()), new Pair(other.value(), one.token()));

        Spoken spoken = command("verify", "--sample", "1200");

        assertThat(spoken.status()).as("%s", spoken).isEqualTo(3);
        assertThat(spoken.out())
                .contains("vault name: DOES NOT AGREE\n", "  records: 1,200 (expected: 1,200)\n")
                .endsWith("  with another value: row 8, 600\n");
        assertThat(spoken.err())
                .endsWith(" loaded: of 1,200 rows that were looked up it has another value for the tokens of 2.\n");
    }

    @Test
    void rowsThatWereGivenUpAreNotExpected() {
        Set<String> bad = Set.of(PAIRS.row(7).value(), PAIRS.row(99).value());
        vault.inject(
                new Fault.Poison(new PoisonValues.Listed(bad), 400, Fault.Poison.Message.QUOTES_VALUE),
                Trigger.always());
        // In a process of its own, which leaves its error log in the folder.
        ChildProcess load = folder.start("run", "--vault", "name");
        assertThat(load.awaitExit(Duration.ofMinutes(5))).as("%s", load).isEqualTo(2);
        assertThat(command("dead-letters", "park", "--row", "7").status()).isZero();

        Spoken spoken = command("verify", "--sample", "1200");

        assertThat(spoken.status()).as("%s", spoken).isZero();
        assertThat(spoken.out())
                .contains(
                        "  rows: 1,200 in the source, 1,198 of them expected in the vault; dead letters: 1 open, 1 parked, 0 purged\n",
                        "  records: 1,198 (expected: 1,198)\n",
                        "  sample: 1,198 rows: 1,198 as in the source,",
                        "; 2 dead letters more\n");
    }

    @Test
    void aValueThatRepeatsWithAnotherTokenIsThereOnce() throws IOException {
        Path data = path.resolve("data");
        Files.writeString(data.resolve("name_data.csv"), "full_name\nAnn\nBob\nAnn\nAnn\n");
        Files.writeString(data.resolve("name_tokens.csv"), "full_name_token\nt1\nt2\nt3\nt3\n");
        load();

        JsonNode verdict =
                WorkFolder.json(command("verify", "--output", "json").out()).path(0);

        assertThat(verdict.path("agrees").asBoolean()).as("%s", verdict).isTrue();
        assertThat(verdict.path("records").asLong()).isEqualTo(2);
        assertThat(verdict.at("/sample/same").asLong()
                        + verdict.at("/sample/replaced_by_repeat").asLong())
                .isEqualTo(4);
        assertThat(verdict.at("/sample/replaced_by_repeat").asLong()).isPositive();
    }

    @Test
    void recordsOfSomebodyElseAreCounted() throws Exception {
        load();
        insert(new Pair("somebody else's", "tok_of_somebody"));

        Spoken spoken = command("verify");

        assertThat(spoken.status()).isEqualTo(3);
        assertThat(spoken.err()).endsWith(" loaded: it counts 1,201 records (expected: 1,200).\n");
    }

    @Test
    void aVaultThatDoesNotGiveValuesIsNotVerified() {
        load();
        InjectedFault fault = vault.inject(
                Fault.Status.of(403), Trigger.always().on(new Target(Set.of(), Set.of(Operation.DETOKENIZE))));

        Spoken spoken = command("verify");

        assertThat(spoken)
                .isEqualTo(
                        new Spoken(
                                3,
                                "",
                                "Vault name was not verified. The vault refuses the calls (status 403: The simulator was told to answer this.). Check the vault's url, id and table, and the credential's role, and start again.\n"));
        assertThat(fault.happened()).isPositive();
        assertThat(command("verify", "--sample", "0").status()).isZero();
    }

    @Test
    void aVaultThatIsAwayForAMomentIsWaitedFor() {
        load();
        List<InjectedFault> faults = new ArrayList<>();
        for (Operation operation : List.of(Operation.QUERY, Operation.DETOKENIZE)) {
            faults.add(vault.inject(Fault.Status.of(503), Trigger.next(1).on(new Target(Set.of(), Set.of(operation)))));
        }

        assertThat(command("verify").status()).isZero();
        assertThat(faults).allSatisfy(fault -> assertThat(fault.happened()).isEqualTo(1));
    }

    @Test
    void aSourceThatHasChangedIsNotCompared() {
        load();
        folder.write("name", new Pairs(1_201));

        Spoken spoken = command("verify");

        assertThat(spoken.status()).isEqualTo(1);
        assertThat(spoken.err().replaceFirst("run [^ ]+ read", "run … read"))
                .isEqualTo(
                        "Vault name was not verified: run … read [%1$s/name_data.csv, %1$s/name_tokens.csv], which has changed since or is not what is set now. Put it back, or verify the run that read what is there.\n"
                                .formatted(path.resolve("data")));
    }

    @Test
    void onlyARunThatIsFinishedIsCompared() {
        assertThat(command("verify"))
                .isEqualTo(new Spoken(1, "", "No load of these vaults is known here: there is nothing to verify.\n"));
        assertThat(command("extract", "--vault", "name").status()).isZero();

        Spoken spoken = command("verify");

        assertThat(spoken.status()).isEqualTo(4);
        assertThat(spoken.err())
                .endsWith(" is not finished (1,200 rows are still to be uploaded). Verify it when it is.\n");
    }

    private void load() {
        Spoken spoken = command("run", "--vault", "name");
        assertThat(spoken.status()).as("%s", spoken).isZero();
    }

    /** None of them ever says a piece of a row. */
    private Spoken command(String... line) {
        List<String> arguments = new ArrayList<>(List.of(line));
        arguments.addAll(List.of("-config", path.resolve("config.json").toString()));
        Spoken spoken = Spoken.by(arguments.toArray(String[]::new));
        assertThat(Canary.isIn(spoken.out() + spoken.err())).isFalse();
        return spoken;
    }

    private void insert(Pair... pairs) throws InterruptedException {
        Destination place = new Destination(vault.url(), WorkFolder.vaultId("name"), "name", "name");
        VaultClientSettings settings = new VaultClientSettings(
                new FixedCredential(new Secret(Canary.CREDENTIAL)),
                true,
                new HttpSettings(1, Duration.ofSeconds(30), Duration.ofSeconds(30)));
        try (VaultClient client = new VaultClient(place, settings, Clock.systemUTC())) {
            assertThat(client.insert(List.of(pairs))).isInstanceOf(Answer.Loaded.class);
        }
    }

    private void delete(Pair pair) throws IOException, InterruptedException {
        JsonNode found = call(
                "GET", "?column_name=name&column_values=" + URLEncoder.encode(pair.value(), StandardCharsets.UTF_8));
        String id = found.at("/records/0/fields/skyflow_id").asText();
        assertThat(call("DELETE", "/" + id).path("deleted").asBoolean()).isTrue();
    }

    private JsonNode call(String method, String rest) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(
                            "%s/v1/vaults/%s/name%s".formatted(vault.url(), WorkFolder.vaultId("name"), rest)))
                    .header("Authorization", "Bearer " + Canary.CREDENTIAL)
                    .method(method, HttpRequest.BodyPublishers.noBody())
                    .build();
            return WorkFolder.json(
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body());
        }
    }
}
