package com.skyflow.loader.extractor;

import static com.skyflow.loader.extractor.Load.NAME;
import static com.skyflow.loader.extractor.Load.SSN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.skyflow.loader.common.config.QueryMode;
import com.skyflow.loader.common.config.SnowflakeLogin;
import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import com.skyflow.loader.common.ledger.Checkpoint;
import com.skyflow.loader.common.ledger.Checkpoint.State;
import com.skyflow.loader.common.vault.VaultName;
import com.skyflow.loader.extractor.csv.Suffix;
import com.skyflow.loader.extractor.run.Decider.Unfinished;
import com.skyflow.loader.extractor.snowflake.Given;
import com.skyflow.loader.extractor.snowflake.SnowflakeSource;
import com.skyflow.loader.testing.EmbeddedKafka;
import com.skyflow.loader.testing.Wait;
import com.skyflow.loader.testing.snowflake.SnowflakeServer;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Extractors that read from Snowflake, by its driver from the stand-in, and publish to a real broker. */
class SnowflakeExtractorIT {
    private static final int ROWS = 20_000;
    private static final Duration BOUND = Duration.ofMinutes(2);

    @RegisterExtension
    static final EmbeddedKafka KAFKA = new EmbeddedKafka();

    @RegisterExtension
    final CanaryWatch canary = new CanaryWatch();

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private SnowflakeServer server;
    private Cluster cluster;
    private ExtractorFixture fixture;

    @BeforeEach
    void start() {
        server = SnowflakeServer.start().password(Given.USER, Given.PASSWORD).password("another", Given.PASSWORD);
        cluster = Cluster.at(KAFKA.bootstrapServers(), KAFKA.freshPrefix()).with(NAME, SSN);
        fixture = new ExtractorFixture(cluster);
    }

    @AfterEach
    void stop() {
        server.close();
        threads.close();
    }

    private VaultSource source(VaultName vault) {
        return source(vault, Given.USER);
    }

    private VaultSource source(VaultName vault, String user) {
        SnowflakeLogin login = Given.at(server, Given.withPassword(Given.PASSWORD));
        SnowflakeLogin as = new SnowflakeLogin(
                login.jdbcUrl(),
                login.account(),
                Optional.of(user),
                login.authenticator(),
                login.password(),
                login.token(),
                login.privateKeyFile(),
                login.privateKeyBase64(),
                login.privateKeyPassphrase());
        String query = "SELECT '%s' || range AS %s, '%s' || range AS %s FROM range(1, %d)"
                .formatted(
                        CanaryWatch.value(0).replace("0", ""),
                        column(vault),
                        CanaryWatch.token(0).replace("0", ""),
                        column(vault) + "_token",
                        ROWS + 1);
        return Load.of(
                vault,
                new SnowflakeSource(
                        Given.config(as, QueryMode.QUERY),
                        Given.vault(vault.text(), Given.query(query)),
                        0,
                        new Suffix.None()));
    }

    private static String column(VaultName vault) {
        return vault.equals(NAME) ? "full_name" : vault.text();
    }

    /** Fails unless the topic holds each row of a run once, under a number of its own. */
    private void ensurePublished(VaultName vault, String run) {
        Map<String, String> rows = cluster.byKey(vault);
        Set<String> keys =
                LongStream.rangeClosed(1, ROWS).mapToObj(row -> run + '/' + row).collect(Collectors.toSet());
        Set<String> pairs =
                LongStream.rangeClosed(1, ROWS).mapToObj(Load::published).collect(Collectors.toSet());
        assertThat(rows.keySet().equals(keys)).as("keys").isTrue();
        assertThat(new HashSet<>(rows.values()).equals(pairs)).as("pairs").isTrue();
        assertThat(cluster.latest(vault).state()).isEqualTo(State.EXTRACTED);
        cluster.ensureNothingLeaked(List.of(vault));
    }

    private long queries() {
        return server.statements().stream()
                .filter(sql -> sql.contains("range("))
                .count();
    }

    @Test
    void theSecondOfTwoOnOneVaultGoesOnAndTheFirstEnds() {
        server.pieces(500, 2_000);
        server.holdChunks(3);
        CompletableFuture<Void> first = CompletableFuture.runAsync(() -> fixture.extract(source(SSN)), threads);
        Wait.until(
                "rows of the first",
                BOUND,
                () -> cluster.checkpoints(SSN).stream().anyMatch(checkpoint -> checkpoint.position() > 0));
        List<Extraction> second = fixture.prepare(source(SSN));
        server.release();

        List<Checkpoint> ends = ExtractorFixture.run(second);

        assertThatThrownBy(first::join)
                .cause()
                .isInstanceOfSatisfying(
                        LoaderException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.UNFINISHED))
                .hasMessage(
                        "Another extractor of vault ssn has taken over. Nothing is published twice; this one ends.");
        ensurePublished(SSN, ends.getFirst().run());
        assertThat(queries()).isEqualTo(1);
    }

    @Test
    void twoOnDifferentVaultsOfOneRunFinishIt() {
        server.hold();
        CompletableFuture<?> planned = CompletableFuture.runAsync(
                () -> fixture.prepare(source(NAME), source(SSN)).forEach(Extraction::close), threads);
        Wait.until(
                "both queries",
                BOUND,
                () -> cluster.checkpoints().stream()
                                .filter(checkpoint -> checkpoint.cursor() != null)
                                .count()
                        == 2);
        CompletableFuture<List<Checkpoint>> name =
                CompletableFuture.supplyAsync(() -> fixture.extract(source(NAME)), threads);
        CompletableFuture<List<Checkpoint>> ssn =
                CompletableFuture.supplyAsync(() -> fixture.extract(source(SSN)), threads);
        Wait.until("both extractors", BOUND, () -> cluster.checkpoints().size() >= 6);
        server.release();

        String run = name.join().getFirst().run();
        assertThat(ssn.join().getFirst().run()).isEqualTo(run);
        assertThatThrownBy(planned::join).hasMessageContaining("has taken over");
        ensurePublished(NAME, run);
        ensurePublished(SSN, run);
        assertThat(queries()).isEqualTo(2);
        assertThat(server.tags())
                .containsExactlyInAnyOrder(
                        "skyflow-loader run " + run + " vault name", "skyflow-loader run " + run + " vault ssn");
    }

    @Test
    void aResultThatIsGoneIsRefusedAndCanBeGivenUp() {
        fixture.breakOff(source(SSN), 5_001);
        server.forgetResults();
        String cursor = cluster.latest(SSN).cursor();

        assertThatThrownBy(() -> fixture.extract(source(SSN)))
                .isInstanceOfSatisfying(
                        LoaderException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.STOPPED))
                .hasMessage(
                        "Vault ssn: the result of %s cannot be read behind row 5000 (000709). Snowflake keeps it for 24 hours, for the user and role that asked: start again as these, or begin anew with --fresh.",
                        cursor);
        Checkpoint end = fixture.extract(Unfinished.ABANDON, source(SSN)).getFirst();
        assertThat(end.published()).isEqualTo(ROWS);
        assertThat(end.cursor()).isNotEqualTo(cursor);
    }

    @Test
    void anotherUserIsRefusedBeforeSnowflakeIsAsked() {
        fixture.breakOff(source(SSN), 5_001);
        String run = cluster.latest(SSN).run();

        assertThatThrownBy(() -> fixture.extract(source(SSN, "another")))
                .isInstanceOfSatisfying(
                        LoaderException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessage(
                        "Vault ssn: run %s is unfinished (5000 rows read) and reads [the query of vault ssn, as loader at ACME], but now [the query of vault ssn, as another at ACME] is set. Restore what it was started with to continue it, or give it up with --fresh: what is left of it is then never uploaded.",
                        run);
        assertThat(fixture.extract(source(SSN)).getFirst().run()).isEqualTo(run);
        ensurePublished(SSN, run);
        assertThat(queries()).isEqualTo(1);
    }
}
