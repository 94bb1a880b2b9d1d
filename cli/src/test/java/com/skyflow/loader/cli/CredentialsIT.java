package com.skyflow.loader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.skyflow.loader.common.secret.Secret;
import com.skyflow.loader.local.simulator.VaultSimulator;
import com.skyflow.loader.local.simulator.auth.ServiceAccount;
import com.skyflow.loader.local.simulator.auth.TokenCounts;
import com.skyflow.loader.local.simulator.fault.Fault;
import com.skyflow.loader.local.simulator.fault.InjectedFault;
import com.skyflow.loader.local.simulator.fault.PoisonValues;
import com.skyflow.loader.local.simulator.fault.Trigger;
import com.skyflow.loader.local.simulator.settings.Latency;
import com.skyflow.loader.local.simulator.store.CheckResult;
import com.skyflow.loader.testing.ChildProcess;
import com.skyflow.loader.testing.EmbeddedKafka;
import com.skyflow.loader.testing.JavaCommand;
import com.skyflow.loader.testing.Wait;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    private static final String API_KEY = "sky-q7Zt4-0a1b2c3d4e5f60718293a4b5c6d7e8f9";
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

    @Test
    void aBearerTokenIsAskedForOnATerminalThatDoesNotEchoIt() throws IOException {
        simulator.acceptTokens(new Secret(Canary.CREDENTIAL));
        Pairs pairs = new Pairs(500);
        folder.write("name", pairs);
        try (RandomAccessFile keyboard = folder.pipe("keyboard")) {
            ChildProcess load = folder.onTerminal(Map.of("SKYFLOW_BEARER_TOKEN", ""), "keyboard", "run");
            // Before it is asked for, the terminal still echoes.
            load.awaitOutput("Skyflow bearer token or API key: ", LONG);
            keyboard.writeBytes(Canary.CREDENTIAL + '\n');

            assertThat(load.awaitExit(LONG)).as("the status of %s", load).isZero();
            assertThat(WorkFolder.check(simulator, "name", pairs)).isEqualTo(new CheckResult(pairs.count(), 0, 0, 0));
            ensureSilent(load);
        }
    }

    @Test
    void anApiKeyIsSentAsABearerTokenAndExchangedForNone() {
        simulator.acceptTokens(new Secret(API_KEY));
        Pairs pairs = new Pairs(500);
        folder.write("name", pairs);

        ChildProcess load = start(Map.of("SKYFLOW_API_KEY", API_KEY), "run");

        assertThat(load.awaitExit(LONG)).as("the status of %s", load).isZero();
        // The simulator takes what stands behind "Bearer", and nothing else.
        assertThat(simulator.journal().counts().withStatus(401)).isZero();
        assertThat(account.counts()).isEqualTo(new TokenCounts(0, 0));
        assertThat(WorkFolder.check(simulator, "name", pairs)).isEqualTo(new CheckResult(pairs.count(), 0, 0, 0));
        assertThat(pieces(API_KEY).filter((load.stdout() + load.stderr())::contains))
                .isEmpty();
        ensureSilent(load);
    }

    @Test
    void nothingSecretIsLoggedAtTheFinestLevel() {
        ChildProcess load = loadWithAllLogs("logback.xml");

        assertThat(logged(load)).noneMatch(Logged::isForeign);
    }

    @Test
    void noConfigurationOfLogsSwitchesOnWhatIsSentAndReceived() {
        folder.write("own.xml", """
                <configuration>
                  <appender name="stderr" class="ch.qos.logback.core.ConsoleAppender">
                    <target>System.err</target>
                    <encoder>
                      <pattern>%msg %kvp%n%nopex</pattern>
                    </encoder>
                  </appender>
                  <logger name="org.apache" level="TRACE"/>
                  <logger name="org.apache.hc.client5.http.wire" level="TRACE"/>
                  <root level="TRACE">
                    <appender-ref ref="stderr"/>
                  </root>
                </configuration>
                """);

        ChildProcess load = loadWithAllLogs("own.xml");

        assertThat(logged(load)).anyMatch(Logged::isForeign).noneMatch(line -> line.isForeign() && line.isFine());
    }

    /** One line of a log. */
    private record Logged(String logger, String level) {
        /** Whether it is of a client of HTTP or Kafka. */
        boolean isForeign() {
            return logger.startsWith("org.apache.");
        }

        boolean isFine() {
            return Set.of("TRACE", "DEBUG").contains(level);
        }
    }

    private static List<Logged> logged(ChildProcess load) {
        return load.stderr()
                .lines()
                .filter(line -> line.startsWith("{"))
                .map(WorkFolder::json)
                .map(line -> new Logged(
                        line.path("loggerName").asText(), line.path("level").asText()))
                .toList();
    }

    /** A load in which calls fail, and one row for good, that logs all that it can. */
    private ChildProcess loadWithAllLogs(String configuration) {
        Pairs pairs = new Pairs(2_000);
        folder.write("name", pairs);
        InjectedFault failing = simulator.inject(Fault.Status.of(500), Trigger.next(1));
        InjectedFault poison = simulator.inject(
                new Fault.Poison(
                        new PoisonValues.Listed(Set.of(pairs.row(1).value())), 400, Fault.Poison.Message.QUOTES_VALUE),
                Trigger.always());

        ChildProcess load = command("run", "--credentials", FILE, "--log-format", "json")
                .jvm("-Dlogback.configurationFile=" + configuration)
                .environment(Map.of("SKYFLOW_LOADER_LOG_LEVEL", "TRACE"))
                .start();

        assertThat(load.awaitExit(LONG)).as("the status of %s", load).isEqualTo(2);
        assertThat(failing.happened()).isEqualTo(1);
        assertThat(poison.happened()).isPositive();
        assertThat(WorkFolder.held(simulator, "name")).isEqualTo(pairs.count() - 1);
        assertThat(logged(load)).contains(new Logged("com.skyflow.loader.vault.credential.ServiceAccount", "DEBUG"));
        ensureSilent(load);
        return load;
    }

    private ChildProcess start(Map<String, String> environment, String... arguments) {
        return command(arguments).environment(environment).start();
    }

    private JavaCommand command(String... arguments) {
        return JavaCommand.of(Main.class, path, arguments)
                .jvm("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED");
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
