package com.skyflow.loader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.skyflow.loader.common.secret.Secret;
import com.skyflow.loader.local.simulator.VaultSimulator;
import com.skyflow.loader.local.simulator.auth.ServiceAccount;
import com.skyflow.loader.local.simulator.settings.Latency;
import com.skyflow.loader.local.simulator.store.CheckResult;
import com.skyflow.loader.testing.ChildProcess;
import com.skyflow.loader.testing.EmbeddedKafka;
import com.skyflow.loader.testing.JavaCommand;
import com.skyflow.loader.testing.Wait;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Loads with the credentials file of a service account, by real processes. */
final class CredentialsIT {
    @RegisterExtension
    static final EmbeddedKafka kafka = new EmbeddedKafka();

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final String FILE = "sa/credentials.json";
    /** The shortest piece of a secret that is looked for; shorter ones of a JWT's header or a key's frame are no secret. */
    private static final int PIECE = 12;

    @TempDir
    Path path;

    private WorkFolder folder;
    private VaultSimulator simulator;
    private ServiceAccount account;
    private ObjectNode config;

    @BeforeEach
    void start() throws IOException {
        folder = new WorkFolder(path);
        simulator = WorkFolder.simulator();
        simulator.acceptTokens();
        account = simulator.serviceAccount();
        folder.write(FILE, account.credentials());
        Files.setPosixFilePermissions(path.resolve(FILE), PosixFilePermissions.fromString("rw-------"));
        config = WorkFolder.config(simulator, "name");
        config.withObject("/performance").put("max_concurrency", 4).put("batch_size", 100);
        config.withObject("/kafka")
                .put("bootstrap_servers", kafka.bootstrapServers())
                .put("prefix", kafka.freshPrefix());
        folder.write(config);
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void everyRowArrivesThoughTheTokenExpiresAgainAndAgain() {
        // Two in a row that expire before they are used would stop the vault, as they should.
        account.tokenLife(Duration.ofSeconds(4));
        simulator.latency(Latency.of(Duration.ofMillis(400)));
        Pairs pairs = new Pairs(30_000);
        folder.write("name", pairs);

        ChildProcess load = start(Map.of(), "run", "--credentials", FILE);
        Wait.until("three tokens", LONG, () -> account.counts().issued() >= 3 || !load.isAlive());
        assertThat(WorkFolder.held(simulator, "name")).isLessThan(pairs.count());
        simulator.latency(Latency.NONE);

        assertThat(load.awaitExit(LONG)).as("the status of %s", load).isZero();
        assertThat(account.counts().issued()).isGreaterThanOrEqualTo(3);
        assertThat(account.counts().refused()).isZero();
        assertThat(WorkFolder.check(simulator, "name", pairs)).isEqualTo(new CheckResult(pairs.count(), 0, 0, 0));
        assertThat(folder.errorLogs()).isEmpty();
        ensureSilent(load);
    }

    @Test
    void theSimulatorGivesOutCredentialsThatItsOwnExchangeTakes() throws Exception {
        Path made = path.resolve("made.json");
        try (ChildProcess command =
                start(Map.of(), "simulator", "--credentials", made.toString(), "--token-life-s", "60")) {
            command.awaitOutput("Ctrl-C", LONG);
            assertThat(Files.getPosixFilePermissions(made)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
            String url = command.stdout().replaceAll("(?s).*(http://[^ ]+).*", "$1");
            config.withObject("/skyflow").put("vault_url", url);
            folder.write(config);
            folder.write("name", new Pairs(500));

            ChildProcess load = start(Map.of("SKYFLOW_CREDENTIALS_FILE", "made.json"), "run");

            assertThat(load.awaitExit(LONG)).as("the status of %s", load).isZero();
            assertThat(get(url + "/_simulator/service-account")).isEqualTo("{\"issued\":1,\"refused\":0}");
            ensureSilent(load);
        }
    }

    private ChildProcess start(Map<String, String> environment, String... arguments) {
        return JavaCommand.of(Main.class, path, arguments)
                .jvm("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED")
                .environment(environment)
                .start();
    }

    private static String get(String url) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    /** Fails if the output holds a piece of the key, of an assertion that came, or of a token that was issued. */
    private void ensureSilent(ChildProcess process) {
        String output = process.stdout() + process.stderr();
        Stream<String> key = folder.read(FILE).lines().filter(line -> line.contains("privateKey"));
        Stream<String> secrets = account.secrets().stream().map(Secret::reveal);
        assertThat(Stream.concat(key, secrets)
                        .flatMap(text -> Stream.of(text.split("\\\\n|\\.|[\" ]+")))
                        .flatMap(CredentialsIT::pieces)
                        .filter(output::contains))
                .as("pieces of secrets in the output")
                .isEmpty();
        Canary.ensureAbsentFrom(path);
    }

    private static Stream<String> pieces(String text) {
        return IntStream.rangeClosed(0, text.length() - PIECE).mapToObj(start -> text.substring(start, start + PIECE));
    }
}
