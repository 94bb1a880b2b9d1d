package com.skyflow.loader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.skyflow.loader.common.secret.Secret;
import com.skyflow.loader.local.simulator.VaultSimulator;
import com.skyflow.loader.local.simulator.fault.Fault;
import com.skyflow.loader.local.simulator.fault.InjectedFault;
import com.skyflow.loader.local.simulator.fault.Moment;
import com.skyflow.loader.local.simulator.fault.Operation;
import com.skyflow.loader.local.simulator.fault.Target;
import com.skyflow.loader.local.simulator.fault.Trigger;
import com.skyflow.loader.local.simulator.settings.RetryAfter;
import com.skyflow.loader.local.simulator.store.CheckResult;
import com.skyflow.loader.testing.ChildProcess;
import com.skyflow.loader.testing.EmbeddedKafka;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Test vaults are emptied, by the command and before a load. */
final class ClearIT {
    @RegisterExtension
    static final EmbeddedKafka kafka = new EmbeddedKafka();

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Pairs PAIRS = new Pairs(1_200);

    @TempDir
    Path path;

    private WorkFolder folder;
    private VaultSimulator vault;
    private ObjectNode config;

    @BeforeEach
    void load() {
        folder = new WorkFolder(path);
        vault = WorkFolder.simulator();
        config = folder.config(vault, kafka, "name", "ssn");
        folder.write(config);
        folder.write("name", PAIRS);
        folder.write("ssn", PAIRS);
        assertThat(start("run").status()).isZero();
        assertThat(held("name")).isEqualTo(PAIRS.count());
    }

    @AfterEach
    void stop() {
        vault.close();
    }

    @Test
    void emptiesTheVaultThatIsNamedAndNoOther() {
        Spoken spoken = start("clear", "--vault", "NAME", "--yes");

        assertThat(spoken)
                .isEqualTo(new Spoken(
                        0,
                        "Vault name: 1,200 records deleted\n",
                        holds("name", "1,200 records, which will be deleted.") + "Vault name: 0 records left\n"));
        assertThat(held("name")).isZero();
        assertThat(held("ssn")).isEqualTo(PAIRS.count());

        assertThat(start("clear", "--vault", "name", "--yes"))
                .isEqualTo(new Spoken(0, "", holds("name", "0 records.")));
    }

    @Test
    void asksAgainUntilTheVaultHoldsNothing() {
        List<InjectedFault> faults = List.of(
                vault.inject(Fault.Status.of(429, RetryAfter.seconds(1)), once(Operation.QUERY)),
                vault.inject(Fault.Status.of(503), once(Operation.QUERY)),
                vault.inject(Fault.Status.of(500), once(Operation.DELETE)),
                vault.inject(new Fault.Reset(Moment.BEFORE_STORING), once(Operation.DELETE)),
                vault.inject(Fault.Status.of(429), once(Operation.DELETE)));

        Spoken spoken = start("clear", "--yes");

        assertThat(spoken.status()).as("%s", spoken).isZero();
        assertThat(spoken.out()).isEqualTo("Vault name: 1,200 records deleted\nVault ssn: 1,200 records deleted\n");
        assertThat(faults).allSatisfy(fault -> assertThat(fault.happened()).isEqualTo(1));
        assertThat(held("name")).isZero();
        assertThat(held("ssn")).isZero();
    }

    @Test
    void endsWhereEveryDeletionFails() {
        giveUpSoon();
        InjectedFault fault = vault.inject(Fault.Status.of(500), on(Trigger.always(), Operation.DELETE));

        Spoken spoken = start("clear", "--vault", "name", "--yes");

        assertThat(spoken.status()).isEqualTo(4);
        assertThat(spoken.out()).isEmpty();
        assertThat(spoken.err().lines().reduce("", (before, line) -> line))
                .isEqualTo(
                        "Vault name was not emptied: every call has failed for 1 s (at last: status 500: The simulator was told to answer this.). Start again to continue.");
        assertThat(fault.happened()).isPositive();
        assertThat(held("name")).isEqualTo(PAIRS.count());
    }

    @Test
    void saysThatTheVaultRefusesTheCredential() {
        vault.acceptTokens(new Secret("another"));

        Spoken spoken = start("clear", "--yes");

        assertThat(spoken.status()).isEqualTo(3);
        assertThat(spoken.err())
                .startsWith("Vault name was not emptied. The vault does not accept the credential (status 401: ")
                .endsWith("). Get a new one and start again.\n");
        assertThat(Canary.isIn(spoken.err())).isFalse();
        assertThat(held("name")).isEqualTo(PAIRS.count());
    }

    @Test
    void asksForTheNameOfEachVaultOnATerminal() {
        folder.write("wrong", "name\nname\n");
        ChildProcess wrong = folder.onTerminal("wrong", "clear");
        assertThat(wrong.awaitExit(LONG)).as("%s", wrong).isEqualTo(1);
        assertThat(wrong.stdout())
                .contains("Type the vault's name (name) to delete them for ever: ")
                .contains("Type the vault's name (ssn) to delete them for ever: ")
                .contains("Nothing was emptied: the name that was typed is not that of the vault (expected: ssn).");
        assertThat(held("name")).isEqualTo(PAIRS.count());

        folder.write("typed", "name\nssn\n");
        ChildProcess command = folder.onTerminal("typed", "clear");
        assertThat(command.awaitExit(LONG)).as("%s", command).isZero();
        assertThat(held("name")).isZero();
        assertThat(held("ssn")).isZero();
    }

    @Test
    void endsAtOnceWhenItIsToldToWhileItAsks() throws IOException {
        try (RandomAccessFile nobodyTypes = folder.pipe("pipe")) {
            ChildProcess command = folder.onTerminal("pipe", "clear");
            command.awaitOutput("Type the vault's name (name) to delete them for ever: ", LONG);

            ProcessHandle.of(command.pid()).orElseThrow().descendants().forEach(ProcessHandle::destroy);

            assertThat(command.awaitExit(LONG)).as("%s", command).isEqualTo(4);
            assertThat(command.stdout()).contains("Told to end before that was answered: nothing was done.");
            assertThat(held("name")).isEqualTo(PAIRS.count());
        }
    }

    @Test
    void aNewRunLoadsIntoEmptyVaults() {
        Pairs others = new Pairs(300);
        folder.write("name", others);
        folder.write("ssn", others);

        Spoken spoken = start("run", "-clear", "--yes");

        assertThat(spoken.status()).as("%s", spoken).isZero();
        assertThat(spoken.err()).contains("Vault name: 1,200 records deleted\n", "Vault ssn: 1,200 records deleted\n");
        assertThat(WorkFolder.check(vault, "name", others)).isEqualTo(new CheckResult(others.count(), 0, 0, 0));
        assertThat(WorkFolder.check(vault, "ssn", others)).isEqualTo(new CheckResult(others.count(), 0, 0, 0));
    }

    @Test
    void anUnfinishedRunIsNotTakenItsRows() {
        giveUpSoon();
        InjectedFault fault =
                vault.inject(Fault.Status.of(500), Trigger.always().on(Target.LOADS.of("id-of-ssn")));
        assertThat(start("run").status()).isEqualTo(4);
        assertThat(fault.happened()).isPositive();
        vault.clearFaults();

        for (Spoken spoken : List.of(start("run", "-clear", "--yes"), start("run", "-clear", "--yes", "--fresh"))) {
            assertThat(spoken.status()).isEqualTo(1);
            assertThat(spoken.err())
                    .matches(
                            "-clear: run [^ ]+ of vault name is unfinished, and what it has uploaded would be lost\\. Leave -clear out to continue it, or empty the vault with skyflow-loader clear and start anew with --fresh\\.\\n");
            assertThat(held("name")).isEqualTo(PAIRS.count());
        }
        assertThat(start("run").status()).isZero();
    }

    private void giveUpSoon() {
        config.withObject("/performance").put("outage_give_up_ms", 1_000);
        folder.write(config);
    }

    private Spoken start(String command, String... flags) {
        List<String> line = new ArrayList<>(
                List.of(command, "-config", path.resolve("config.json").toString()));
        line.addAll(List.of(flags));
        return Spoken.by(line.toArray(String[]::new));
    }

    private String holds(String name, String records) {
        return "Vault %s: table %s of vault id-of-%s at %s holds %s%n"
                .formatted(name, name, name, vault.url(), records);
    }

    private static Trigger once(Operation operation) {
        return on(Trigger.next(1), operation);
    }

    private static Trigger on(Trigger trigger, Operation operation) {
        return trigger.on(new Target(Set.of(), Set.of(operation)));
    }

    private long held(String name) {
        return WorkFolder.held(vault, name);
    }
}
