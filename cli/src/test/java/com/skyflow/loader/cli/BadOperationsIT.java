package com.skyflow.loader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyflow.loader.testing.EmbeddedKafka;
import com.skyflow.loader.testing.kafka.GuardedKafka;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclOperation;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All that can be wrong with what operators' commands are given: by which sentence it is said, with which status. */
final class BadOperationsIT {
    private static final List<String> COMMANDS =
            List.of("status", "lag", "verify", "dead-letters list", "dead-letters replay");
    private static final String SILENT =
            "Kafka does not answer at {servers} within 1 s. Start it, or correct kafka.bootstrap_servers, and start again.";
    private static final String REFUSED =
            "Kafka at {servers} does not accept the login (Authentication failed during authentication due to invalid credentials with SASL mechanism SCRAM-SHA-256). Correct sasl.mechanism and sasl.jaas.config in kafka.properties.";
    private static final String MISSING =
            "Kafka at {servers} does not grant this client: %s. Grant it (docs/cluster.md lists what each command needs) and start again.";
    private static final String UNKNOWN_RUN =
            "Run r9 is not known for these vaults: see skyflow-loader status for those that are.";
    private static final String UNKNOWN_VAULT = "vault 'nobody' is not configured (expected one of: name)";
    private static final String BUSY =
            "monitor.port: 127.0.0.1:{busy} cannot be opened, Address already in use (expected: a free port, or 0 for one that the system picks)";
    private static final String FOREIGN =
            "{folder}/log.json is no error log of this loader (%s). Give one that a load wrote with --error-log-values.";
    /** What check says besides, of what is as it should be. */
    private static final String REST = """

            ok    credential          an API key, or a token that does not say when it expires
            ok    vault name          table name of vault id-of-name at http://127.0.0.1:{vault} holds 0 records
            ok    column name         column name is there and unique
            ok    source name         200 rows, no value repeats""";

    @RegisterExtension
    static final EmbeddedKafka kafka = new EmbeddedKafka();

    @RegisterExtension
    static final GuardedKafka guarded = new GuardedKafka();

    @TempDir
    Path path;

    static Stream<BadInput> inputs() {
        return Stream.of(ofEachCommand(), ofCheck(), ofRuns(), ofErrorLogs(), ofMonitors(), ofPorts())
                .flatMap(List::stream);
    }

    private static List<BadInput> ofEachCommand() {
        return COMMANDS.stream()
                .flatMap(command -> Stream.of(
                        line(command, "a port that is closed", BadOperationsIT::closePort, "", 4, SILENT),
                        line(command, "a wrong password", world -> BadLogins.logIn(world, "another"), "", 1, REFUSED),
                        line(command, "an unknown vault", world -> {}, " --vault nobody", 1, UNKNOWN_VAULT)))
                .toList();
    }

    private static List<BadInput> ofCheck() {
        String settings = "ok    settings            config.json and flags are sound\nFAIL  kafka               ";
        return List.of(
                line("check", "a port that is closed", BadOperationsIT::closePort, "", 1, settings + SILENT + REST),
                line(
                        "check",
                        "a wrong password",
                        world -> BadLogins.logIn(world, "another"),
                        "",
                        1,
                        settings + REFUSED + REST),
                line(
                        "check",
                        "no ACL",
                        world -> BadLogins.logIn(world, BadLogins.PASSWORD),
                        "",
                        1,
                        "ok    settings            config.json and flags are sound\nok    kafka               1 broker answers at {servers}\nFAIL  topics              "
                                + MISSING.formatted("Describe on topic {prefix}.name") + REST),
                line(
                        "check",
                        "an unknown vault",
                        world -> {},
                        " --vault nobody",
                        1,
                        "FAIL  settings            " + UNKNOWN_VAULT));
    }

    private static List<BadInput> ofRuns() {
        return List.of(
                line("status", "an unknown run", world -> {}, " --run r9", 1, UNKNOWN_RUN),
                line("verify", "an unknown run", world -> {}, " --run r9", 1, UNKNOWN_RUN),
                line(
                        "verify",
                        "no load",
                        world -> {},
                        "",
                        1,
                        "No load of these vaults is known here: there is nothing to verify."),
                line(
                        "verify",
                        "a sample of less than nothing",
                        world -> {},
                        " --sample -1",
                        1,
                        "--sample: -1 (expected: 0 or more)"),
                line(
                        "status",
                        "no ACL",
                        world -> BadLogins.logIn(world, BadLogins.PASSWORD),
                        "",
                        3,
                        MISSING.formatted("Describe on topics {prefix}.*")),
                line(
                        "lag",
                        "no ACL",
                        world -> BadLogins.logIn(world, BadLogins.PASSWORD),
                        "",
                        3,
                        MISSING.formatted("Describe on topics {prefix}.*")),
                line(
                        "dead-letters list",
                        "no ACL",
                        world -> BadLogins.logIn(world, BadLogins.PASSWORD),
                        "",
                        3,
                        MISSING.formatted("Describe on topics {prefix}.*")));
    }

    private static List<BadInput> ofErrorLogs() {
        String replay = "dead-letters replay";
        String log = " --error-log {folder}/log.json";
        return List.of(
                line(
                        replay,
                        "no error log",
                        world -> {},
                        log,
                        1,
                        "There is no file {folder}/log.json (expected: an error log)."),
                line(
                        replay,
                        "an error log of another tool",
                        world -> world.write(
                                "log.json", "{\"errors\":[{\"records\":[{\"Value\":\"v\",\"Token\":\"t\"}]}]}"),
                        log,
                        1,
                        FOREIGN.formatted("entry 1 names no row")),
                line(
                        replay,
                        "a log that is no JSON",
                        world -> world.write("log.json", "12:00 ERROR batch 7 failed"),
                        log,
                        1,
                        FOREIGN.formatted("it is no JSON")));
    }

    private static List<BadInput> ofMonitors() {
        String free = " --port 0";
        return List.of(
                line("monitor", "a port that is closed", BadOperationsIT::closePort, free, 4, SILENT),
                line("monitor", "a wrong password", world -> BadLogins.logIn(world, "another"), free, 1, REFUSED),
                line("monitor", "an unknown vault", world -> {}, free + " --vault nobody", 1, UNKNOWN_VAULT),
                line(
                        "monitor",
                        "no ACL",
                        world -> BadLogins.logIn(world, BadLogins.PASSWORD),
                        free,
                        1,
                        MISSING.formatted("Describe on topic {prefix}.name")),
                line(
                        "monitor",
                        "topics that are not there and that it may not make",
                        world -> {
                            BadLogins.logIn(world, BadLogins.PASSWORD);
                            BadLogins.allow(world, AclOperation.DESCRIBE);
                        },
                        free,
                        1,
                        MISSING.formatted("Create on topic {prefix}.name")),
                line(
                        "monitor",
                        "a topic with other partitions",
                        world -> BadKafka.createTopic(world, 5, Map.of("retention.ms", "-1")),
                        free,
                        1,
                        "Topic {prefix}.name has 5 partitions (expected: 4)." + BadKafka.NEVER_ALTERED));
    }

    private static List<BadInput> ofPorts() {
        return Stream.concat(
                        Stream.of(line("monitor", "a busy port", BadOperationsIT::takePort, " --port {busy}", 1, BUSY)),
                        Stream.of("run", "extract", "upload")
                                .flatMap(command -> Stream.of(
                                        line(
                                                command,
                                                "a busy port for the dashboard",
                                                BadOperationsIT::takeDashboardPort,
                                                " --dashboard",
                                                1,
                                                BUSY),
                                        line(
                                                command,
                                                "a busy health port",
                                                BadOperationsIT::takePort,
                                                " --health-port {busy}",
                                                1,
                                                BUSY.replace("monitor", "health")))))
                .toList();
    }

    private static void takeDashboardPort(BadInputWorld world) {
        world.section("monitor").put("port", takePort(world));
    }

    /** Has another program listen on a port. */
    private static int takePort(BadInputWorld world) {
        try {
            ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            world.closeLater(busy);
            world.name("busy", busy.getLocalPort());
            return busy.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BadInput line(
            String command, String what, Consumer<BadInputWorld> change, String flags, int status, String message) {
        return BadInput.refused(command + ": " + what, change, command + " -config {config}" + flags, status, message);
    }

    private static void closePort(BadInputWorld world) {
        world.section("kafka").put("bootstrap_servers", "127.0.0.1:1");
        BadKafka.waitBriefly(world);
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void isSaidInOneSentenceAndChangesNothing(BadInput input) throws Exception {
        try (BadInputWorld world = new BadInputWorld(path, kafka, guarded, input.vault())) {
            input.change().accept(world);

            Spoken spoken = world.start(input.line());

            String said = spoken.out() + spoken.err();
            assertThat(said.strip()).isEqualTo(world.filled(input.message()));
            assertThat(spoken.status()).isEqualTo(input.status());
            assertThat(said).doesNotContain(BadLogins.PASSWORD);
            assertThat(Canary.isIn(said)).isFalse();
            assertThat(KafkaContent.records(kafka, world.prefix())).isEmpty();
            assertThat(guarded.admin().listTopics().names().get())
                    .noneMatch(topic -> topic.startsWith(world.prefix() + "."));
            assertThat(WorkFolder.held(world.vault(), "name")).isZero();
        }
    }
}
