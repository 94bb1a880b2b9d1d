package com.skyflow.loader.cli;

import static com.skyflow.loader.testing.Answers.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.skyflow.loader.common.kafka.GroupProtocol;
import com.skyflow.loader.common.kafka.KafkaClients;
import com.skyflow.loader.common.kafka.KafkaSettings;
import com.skyflow.loader.common.ledger.Checkpoint;
import com.skyflow.loader.common.ledger.Ledger;
import com.skyflow.loader.common.ledger.LedgerKey;
import com.skyflow.loader.common.ledger.LedgerLog;
import com.skyflow.loader.common.topic.Topics;
import com.skyflow.loader.common.vault.VaultName;
import com.skyflow.loader.local.broker.LocalBroker;
import com.skyflow.loader.local.simulator.VaultSimulator;
import com.skyflow.loader.local.simulator.settings.Latency;
import com.skyflow.loader.local.simulator.store.CheckResult;
import com.skyflow.loader.testing.ChildProcess;
import com.skyflow.loader.testing.EmbeddedKafka;
import com.skyflow.loader.testing.Wait;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Processes that are killed in the midst of a load, and started again. */
final class KillIT {
    @RegisterExtension
    static final EmbeddedKafka kafka = new EmbeddedKafka();

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Pairs PAIRS = new Pairs(100_000);
    private static final int CONCURRENCY = 4;
    private static final int BATCH = 300;
    private static final int WINDOW = 2 * CONCURRENCY * BATCH;
    /** Those of a transaction whose producer is gone, until it is undone and then. */
    private static final Set<TransactionState> LEFT_OPEN =
            Set.of(TransactionState.ONGOING, TransactionState.PREPARE_ABORT, TransactionState.COMPLETE_ABORT);

    @TempDir
    Path path;

    private WorkFolder folder;
    private VaultSimulator simulator;

    @BeforeEach
    void start() {
        folder = new WorkFolder(path);
        simulator = WorkFolder.simulator();
        // 1,200 rows every 80 ms: seven seconds for all.
        simulator.latency(Latency.of(Duration.ofMillis(80)));
        folder.write("name", PAIRS);
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void everyPairArrivesThoughTheUploaderIsKilledThreeTimes() {
        String prefix = kafka.freshPrefix();
        folder.write(config(prefix));
        finish(folder.start("extract"), 0);

        ChildProcess first = folder.start("upload", "--until-drained");
        killWithOpenTransaction(first, prefix + "-uploader-name", 15, kafka.admin());
        ChildProcess second = resumes("upload", "--until-drained");
        kill(second, 40);
        ChildProcess third = resumes("upload", "--until-drained");
        kill(third, 65);
        ChildProcess last = resumes("upload", "--until-drained", "--output", "json");

        finish(last, 0);
        ensureLoaded(last, 3 * WINDOW);
    }

    @Test
    void everyPairArrivesThoughTheExtractorIsKilledThreeTimes() {
        String prefix = kafka.freshPrefix();
        ObjectNode config = config(prefix);
        // Five hundred transactions: the extraction lasts as long as the upload.
        config.withObject("/performance").put("chunk_rows", 200);
        folder.write(config);
        simulator.latency(Latency.of(Duration.ofMillis(20)));

        ChildProcess uploader = folder.start("upload");
        ChildProcess first = folder.start("extract");
        killWithOpenTransaction(first, prefix + "-extractor-name", 15, kafka.admin());
        ChildProcess second = folder.start("extract");
        kill(second, 40);
        ChildProcess third = folder.start("extract");
        kill(third, 65);
        finish(folder.start("extract"), 0);
        ChildProcess last = folder.start("upload", "--until-drained", "--output", "json");

        finish(last, 0);
        uploader.sigterm();
        uploader.awaitExit(LONG);
        ensureLoaded(last, 0);
    }

    @Test
    void everyPairArrivesThoughTheWholeLoadIsKilledThreeTimesWithItsBroker() {
        ObjectNode config = config("");
        config.withObject("/performance").put("chunk_rows", 100);
        folder.write(config);

        ChildProcess first = resumes("run");
        awaitOpenTransaction(first, 15);
        kill(first, 15);
        ensureTransactionWasLeftOpen();
        ChildProcess second = resumes("run");
        kill(second, 40);
        // Few transactions: the extraction is over long before the upload.
        folder.write(config(""));
        ChildProcess third = resumes("run");
        awaitExtracted();
        kill(third, 65);
        ChildProcess last = resumes("run", "--output", "json");

        finish(last, 0);
        ensureLoaded(last, 3 * WINDOW);
    }

    /** Waits until a load has a transaction open in its own broker, which is told to take what is produced slowly. */
    private void awaitOpenTransaction(ChildProcess process, int percent) {
        awaitShare(process, percent);
        try (KafkaClients clients = ownBroker()) {
            Admin admin = clients.admin();
            limitProducers(admin, 1_000.0);
            // A transaction that was seen so often is one that waits for the limit, and goes on doing so.
            Wait.until(
                    "a held up transaction of " + process,
                    LONG,
                    () -> IntStream.range(0, 50).allMatch(look -> isOpen(admin, "byot-")));
        }
    }

    /** Waits until a load has extracted everything, and has only to upload. */
    private void awaitExtracted() {
        VaultName vault = new VaultName("name");
        try (KafkaClients clients = ownBroker();
                LedgerLog log = new LedgerLog(clients)) {
            Wait.until("the end of the extraction", LONG, () -> {
                Ledger ledger = log.read();
                return ledger.latestRunOf(vault)
                        .flatMap(run ->
                                ledger.account(new LedgerKey(run.run(), vault)).checkpoint())
                        .filter(checkpoint -> checkpoint.state() == Checkpoint.State.EXTRACTED)
                        .isPresent();
            });
        }
    }

    /** A client of the broker that the load runs. */
    private KafkaClients ownBroker() {
        Properties read = new Properties();
        try {
            read.load(new StringReader(folder.read(".skyflow-loader/client.properties")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> access = new HashMap<>();
        read.stringPropertyNames().forEach(name -> access.put(name, read.getProperty(name)));
        return new KafkaClients(new KafkaSettings(
                "127.0.0.1:" + folder.read(".skyflow-loader/port").strip(),
                new Topics("byot"),
                12,
                1,
                GroupProtocol.CONSUMER,
                access));
    }

    /**
     * Looks at what a killed load left behind, with a broker that nobody else uses. Such a broker undoes it by itself ten seconds after
     * it began, which is before it can be asked where it starts slowly; one that was committed would be neither.
     */
    private void ensureTransactionWasLeftOpen() {
        try (LocalBroker broker = LocalBroker.open(path);
                Admin admin = Admin.create(broker.clientProperties())) {
            // The coordinator reads what it knew first.
            Wait.until("a transaction that was left open", LONG, () -> isIn(admin, "byot-", LEFT_OPEN));
            limitProducers(admin, null);
        }
    }

    /** Sets how many bytes a second each client may produce; null ends the limit. */
    private static void limitProducers(Admin admin, @Nullable Double bytes) {
        ClientQuotaEntity everyClient =
                new ClientQuotaEntity(Collections.singletonMap(ClientQuotaEntity.CLIENT_ID, null));
        await(admin.alterClientQuotas(List.of(new ClientQuotaAlteration(
                        everyClient, List.of(new ClientQuotaAlteration.Op("producer_byte_rate", bytes)))))
                .all());
    }

    private ObjectNode config(String prefix) {
        ObjectNode config = WorkFolder.config(simulator, "name");
        config.withObject("/performance")
                .put("max_concurrency", CONCURRENCY)
                .put("batch_size", BATCH)
                .put("window_records", WINDOW);
        if (!prefix.isEmpty()) {
            config.withObject("/kafka")
                    .put("bootstrap_servers", kafka.bootstrapServers())
                    .put("prefix", prefix);
        }
        return config;
    }

    private long held() {
        return WorkFolder.held(simulator, "name");
    }

    private void awaitShare(ChildProcess process, int percent) {
        Wait.until(
                percent + " % of the rows in the vault, by " + process,
                LONG,
                () -> held() * 100 >= (long) PAIRS.count() * percent || !process.isAlive());
    }

    /** Kills a process when the vault holds so much. */
    private void kill(ChildProcess process, int percent) {
        awaitShare(process, percent);
        assertThat(process.isAlive()).as("alive: %s", process).isTrue();
        Canary.ensureAbsentFromCommandLine(process.pid());
        process.sigkill();
        ensureMidway(percent);
    }

    /** Stops a process where it has a transaction open, and kills it there. */
    private void killWithOpenTransaction(ChildProcess process, String transactionalId, int percent, Admin admin) {
        awaitShare(process, percent);
        Wait.until("an open transaction of " + transactionalId, LONG, () -> {
            process.sigstop();
            // What it sent before it was stopped may be on its way: seen so often, it stays so.
            boolean open = IntStream.range(0, 10).allMatch(look -> isOpen(admin, transactionalId));
            if (!open) {
                process.sigcont();
            }
            return open;
        });
        assertThat(process.isAlive()).as("alive: %s", process).isTrue();
        process.sigkill();
        assertThat(isOpen(admin, transactionalId)).as("still open").isTrue();
        ensureMidway(percent);
    }

    private void ensureMidway(int percent) {
        assertThat(held()).isBetween(PAIRS.count() / 10L, PAIRS.count() / 10L * 9);
        System.out.println(String.format(
                Locale.ROOT, "killed at %d %%: the vault held %,d of %,d rows", percent, held(), PAIRS.count()));
    }

    private static boolean isOpen(Admin admin, String transactionalId) {
        return isIn(admin, transactionalId, Set.of(TransactionState.ONGOING));
    }

    private static boolean isIn(Admin admin, String transactionalId, Set<TransactionState> states) {
        return await(admin.listTransactions().all()).stream()
                .filter(transaction -> transaction.transactionalId().startsWith(transactionalId))
                .map(TransactionListing::state)
                .anyMatch(states::contains);
    }

    /** Starts a command, and waits until it sends. */
    private ChildProcess resumes(String... arguments) {
        Instant start = Instant.now();
        ChildProcess process = folder.start(arguments);
        Wait.until("a call by " + process, LONG, () -> simulator.journal().wasCalledAfter(start) || !process.isAlive());
        assertThat(process.isAlive()).as("alive: %s", process).isTrue();
        System.out.println(String.format(
                Locale.ROOT,
                "%s sent again %.1f s after its start",
                arguments[0],
                Duration.between(start, Instant.now()).toMillis() / 1e3));
        return process;
    }

    private static void finish(ChildProcess process, int status) {
        assertThat(process.awaitExit(LONG)).as("the status of %s", process).isEqualTo(status);
    }

    private void ensureLoaded(ChildProcess last, long maxRepeats) {
        assertThat(WorkFolder.check(simulator, "name", PAIRS)).isEqualTo(new CheckResult(PAIRS.count(), 0, 0, 0));
        long repeated = simulator.counts(WorkFolder.vaultId("name"), "name").repeated();
        System.out.println(String.format(Locale.ROOT, "repeated %,d (at most %,d)", repeated, maxRepeats));
        assertThat(repeated).isLessThanOrEqualTo(maxRepeats);
        JsonNode vault = WorkFolder.summary(last).path("vaults").path(0);
        assertThat(vault.path("balances").asBoolean()).isTrue();
        assertThat(vault.path("pending").asLong(-1)).isZero();
        assertThat(vault.path("uploaded").asLong()).isEqualTo(PAIRS.count());
        assertThat(vault.path("published").asLong()).isEqualTo(PAIRS.count());
        Canary.ensureAbsentFrom(path);
    }
}
