package com.skyflow.loader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.skyflow.loader.common.kafka.GroupProtocol;
import com.skyflow.loader.common.kafka.KafkaClients;
import com.skyflow.loader.common.kafka.KafkaSettings;
import com.skyflow.loader.common.kafka.TopicSetup;
import com.skyflow.loader.common.topic.Topics;
import com.skyflow.loader.common.vault.VaultName;
import com.skyflow.loader.local.simulator.VaultSimulator;
import com.skyflow.loader.local.simulator.fault.Fault;
import com.skyflow.loader.local.simulator.fault.InjectedFault;
import com.skyflow.loader.local.simulator.fault.PoisonValues;
import com.skyflow.loader.local.simulator.fault.Trigger;
import com.skyflow.loader.local.simulator.store.CheckResult;
import com.skyflow.loader.testing.Wait;
import com.skyflow.loader.testing.kafka.GuardedKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A load over TLS and a login, by users who may do what docs/cluster.md says and nothing else. */
final class ClusterIT {
    @RegisterExtension
    static final GuardedKafka kafka = new GuardedKafka();

    private static final Pattern ROW = Pattern.compile(
            "^\\| `([a-z -]+)`[^|]* \\| (\\w+) \\| `byot([^`]+)` \\| ([\\w, ]+) \\|$", Pattern.MULTILINE);

    private static final Pattern WORD = Pattern.compile("\\w+");
    private static final String PREFIX = "acl";
    private static final VaultName VAULT = VaultName.of("name");
    private static final Pairs PAIRS = new Pairs(3_000);

    @TempDir
    Path path;

    /** A right of the page, of whoever calls the command. */
    private record Right(String command, ResourceType type, String name, AclOperation operation) {
        AclBinding acl() {
            return GuardedKafka.acl(command, type, name, operation);
        }

        /** How a command that lacks it says so; whoever may neither read nor write may not even look. */
        String complaint() {
            String word = Stream.of(operation.name().split("_"))
                    .map(part -> part.charAt(0) + part.substring(1).toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining());
            return "(?s).*Kafka at " + kafka.bootstrapServers() + " does not grant this client: (Describe|" + word
                    + ") on "
                    + switch (type) {
                        case TOPIC -> "topic";
                        case GROUP -> "group";
                        default -> "transactional ids";
                    }
                    + ".*";
        }
    }

    @Test
    void aLoadRunsWithTheDocumentedAclsAndNoneOfThemCanBeLeftOut() throws IOException {
        WorkFolder folder = new WorkFolder(path);
        folder.write("name", PAIRS);
        List<Right> rights = rights();
        createTopics();
        rights.stream().map(Right::command).distinct().forEach(user -> kafka.addUser(user, password(user)));
        kafka.allow(rights.stream().map(Right::acl).toList());
        try (VaultSimulator simulator = WorkFolder.simulator()) {
            InjectedFault poison = simulator.inject(
                    new Fault.Poison(
                            new PoisonValues.Listed(Set.of(PAIRS.row(7).value())),
                            400,
                            Fault.Poison.Message.QUOTES_VALUE),
                    Trigger.always());

            step(folder, simulator, rights, "extract", 0, "extract");
            step(folder, simulator, rights, "upload", 2, "upload", "--until-drained");
            step(folder, simulator, rights, "status", 0, "status");
            step(folder, simulator, rights, "status", 0, "lag");
            monitor(folder, simulator);
            assertThat(poison.happened()).isPositive();
            simulator.clearFaults();
            step(folder, simulator, rights, "dead-letters replay", 0, "dead-letters", "replay");
            step(folder, simulator, List.of(), "upload", 0, "upload", "--until-drained");

            assertThat(WorkFolder.check(simulator, "name", PAIRS)).isEqualTo(new CheckResult(PAIRS.count(), 0, 0, 0));
        }
    }

    /** A command fails without any one of the rights, and then does its work with all of them. */
    private void step(
            WorkFolder folder, VaultSimulator simulator, List<Right> rights, String user, int status, String... line) {
        configure(folder, simulator, user);
        String[] all = Stream.concat(
                        Stream.of(line),
                        Stream.of("-config", path.resolve("config.json").toString()))
                .toArray(String[]::new);
        for (Right right : rights) {
            if (right.command().equals(user)) {
                kafka.forbid(right.acl());
                Spoken refused = Spoken.by(all);
                kafka.allow(List.of(right.acl()));
                assertThat(refused.err() + refused.out())
                        .as("%s without %s", List.of(line), right)
                        .matches(right.complaint());
                assertThat(refused.status()).isIn(1, 3);
            }
        }
        Spoken spoken = Spoken.by(all);
        assertThat(spoken.status()).as("%s", spoken).isEqualTo(status);
        assertThat(spoken.err() + spoken.out()).doesNotContain(password(user), "is not reported to others");
    }

    /** Whoever calls is this user. */
    private void configure(WorkFolder folder, VaultSimulator simulator, String user) {
        ObjectNode config = WorkFolder.config(simulator, "name");
        config.withObject("/skyflow").put("bearer_token", Canary.CREDENTIAL);
        config.withObject("/csv").put("data_directory", path.resolve("data").toString());
        ObjectNode settings = config.withObject("/kafka")
                .put("bootstrap_servers", kafka.bootstrapServers())
                .put("prefix", PREFIX)
                .put("partitions", 4);
        folder.write("password", password(user) + "\n");
        kafka.properties(user, "${file:" + path.resolve("password") + "}")
                .forEach(settings.withObject("/properties")::put);
        folder.write(config);
    }

    /** It ends only when it is told to: that it needs each of its rights is not tried. */
    private void monitor(WorkFolder folder, VaultSimulator simulator) {
        configure(folder, simulator, "monitor");
        try (DashboardPages monitor = DashboardPages.of(folder.start("monitor", "--port", "0"))) {
            monitor.awaitReady();
            Wait.until(
                    "its account",
                    Duration.ofMinutes(2),
                    () -> monitor.json("api/status").at("/0/uploaded").asLong() == PAIRS.count() - 1);
            monitor.process().sigterm();
            assertThat(monitor.process().awaitExit(Duration.ofMinutes(2)))
                    .as("%s", monitor.process())
                    .isZero();
            assertThat(monitor.process().stderr()).doesNotContain(password("monitor"));
        }
    }

    private static String password(String user) {
        return "pa\"ss\\word of " + user;
    }

    /** Made by somebody else, so that nobody needs the right to create them. */
    private static void createTopics() {
        try (KafkaClients clients = new KafkaClients(
                new KafkaSettings(kafka.openServers(), new Topics(PREFIX), 4, 1, GroupProtocol.CONSUMER, Map.of()))) {
            TopicSetup setup = new TopicSetup(clients);
            setup.ensure(List.of(VAULT));
            setup.ensureParked(VAULT);
            setup.ensureInstances();
            setup.ensureLedger("accounts");
        }
    }

    /** The table of the page. The first of the commands in a row is the user's name. */
    private static List<Right> rights() throws IOException {
        List<Right> rights = ROW.matcher(Files.readString(Path.of("..", "..", "docs", "cluster.md")))
                .results()
                .flatMap(row -> WORD.matcher(row.group(4))
                        .results()
                        .map(operation -> new Right(
                                row.group(1),
                                ResourceType.fromString(constant(row.group(2))),
                                PREFIX + row.group(3),
                                AclOperation.fromString(constant(operation.group())))))
                .toList();
        assertThat(rights).hasSize(24);
        return rights;
    }

    private static String constant(String words) {
        return words.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
    }
}
