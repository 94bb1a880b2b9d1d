package com.skyflow.loader.faults;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.skyflow.loader.cli.Main;
import com.skyflow.loader.common.kafka.GroupProtocol;
import com.skyflow.loader.common.kafka.KafkaClients;
import com.skyflow.loader.common.kafka.KafkaSettings;
import com.skyflow.loader.common.topic.Topics;
import com.skyflow.loader.common.vault.Destination;
import com.skyflow.loader.common.vault.VaultName;
import com.skyflow.loader.local.simulator.SimulatorSettings;
import com.skyflow.loader.local.simulator.VaultSimulator;
import com.skyflow.loader.local.simulator.settings.Latency;
import com.skyflow.loader.local.simulator.settings.TableSettings;
import com.skyflow.loader.monitor.status.RunStatus;
import com.skyflow.loader.monitor.status.StatusReader;
import com.skyflow.loader.testing.ChildProcess;
import com.skyflow.loader.testing.JavaCommand;
import com.skyflow.loader.testing.Wait;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.jspecify.annotations.Nullable;

/**
 * One load of one vault with a fault in its midst: configuration, a vault of its own over real HTTP, processes of the real command line,
 * a {@link Watcher}, and notes of what happened when. Owned by the suite's thread.
 */
public final class Load implements AutoCloseable {
    /** No wait of a scenario is longer, on however slow a machine. */
    public static final Duration LONG = Duration.ofMinutes(5);

    public static final int BATCH = 300;
    public static final int CONCURRENCY = 4;
    /** Rows that an uploader has taken from the topic and not committed, at most; a crash repeats no more. */
    public static final int WINDOW = 2 * CONCURRENCY * BATCH;

    public static final int PARTITIONS = 12;
    public static final VaultName VAULT = new VaultName("name");
    private static final String VAULT_ID = "id-of-name";
    private static final String TABLE = "name";
    private static final String CREDENTIAL = "bearer-of-the-fault-suite";

    private final Source source;
    private final Path folder;
    private final VaultSimulator vault;
    private final KafkaClients clients;
    private final Watcher watcher;
    private final ObjectNode config;
    private final List<ChildProcess> processes = new ArrayList<>();
    private final List<String> proofs = new ArrayList<>();
    private final Set<Integer> givenUp = new HashSet<>();
    private long repeatable;
    private long callsWhenSuspended;
    private int samplesAtFaults;
    private @Nullable Long heldAtFault;
    private @Nullable Long heldWhenHealed;
    private @Nullable Instant healedAt;
    private @Nullable Instant resumedAt;

    Load(Source source, Kafka kafka, String prefix, Path folder) {
        this.source = source;
        this.folder = folder;
        vault = VaultSimulator.start(
                SimulatorSettings.defaults().withTables(TableSettings.unique(VAULT_ID, TABLE, TABLE)));
        clients = new KafkaClients(new KafkaSettings(
                kafka.watched(), new Topics(prefix), PARTITIONS, 1, GroupProtocol.CONSUMER, kafka.watcher()));
        watcher = new Watcher(clients, VAULT, source, pair -> vault.holds(VAULT_ID, TABLE, pair));
        config = config(kafka, prefix);
    }

    private ObjectNode config(Kafka kafka, String prefix) {
        ObjectNode made = JsonNodeFactory.instance.objectNode();
        made.putObject("skyflow")
                .put("vault_url", vault.url())
                .putArray("vaults")
                .addObject()
                .put("name", VAULT.text())
                .put("id", VAULT_ID);
        made.putObject("csv").put("data_directory", source.data().toString());
        made.putObject("performance")
                .put("max_records", 0)
                .put("batch_size", BATCH)
                .put("max_concurrency", CONCURRENCY)
                .put("window_records", WINDOW);
        ObjectNode cluster = made.putObject("kafka")
                .put("bootstrap_servers", kafka.servers())
                .put("prefix", prefix)
                .put("partitions", PARTITIONS);
        new TreeMap<>(kafka.properties()).forEach(cluster.putObject("properties")::put);
        return made;
    }

    /** The configuration of processes that are started from now on, to be changed. */
    public ObjectNode config() {
        return config;
    }

    /** The vault. */
    public VaultSimulator vault() {
        return vault;
    }

    /** The place that the rows are meant for. */
    public Destination destination() {
        return new Destination(vault.url(), VAULT_ID, TABLE, TABLE);
    }

    /** Rows that the vault holds. */
    public long held() {
        return vault.counts(VAULT_ID, TABLE).records();
    }

    /** Clients by which the suite looks at Kafka. */
    public KafkaClients clients() {
        return clients;
    }

    /** Its names in Kafka. */
    public Topics topics() {
        return clients.settings().topics();
    }

    public Source source() {
        return source;
    }

    /** Makes each call take so long that an uploader at its highest concurrency moves about so many rows a second. */
    public void rowsPerSecond(int rows) {
        vault.latency(Latency.of(Duration.ofMillis(1_000L * CONCURRENCY * BATCH / rows)));
    }

    /** Publishes all rows, by the command {@code extract} in this process, and waits until the watcher has seen them. */
    public void publish() {
        writeConfig();
        PrintStream out = System.out;
        PrintStream err = System.err;
        Path log = folder.resolve("extract.log");
        try (PrintStream said = new PrintStream(log.toFile(), StandardCharsets.UTF_8)) {
            System.setOut(said);
            System.setErr(said);
            int status = Main.run("extract", "-config", configFile().toString());
            said.flush();
            require("extract ended with status " + status + ": " + Files.readString(log), status == 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        Wait.until(
                "every row in the topic, or a problem",
                LONG,
                () -> isPublished() || !watcher.problems().isEmpty());
    }

    boolean isPublished() {
        return watcher.published() == source.rows();
    }

    /** Rows that the topic holds or held. */
    public int published() {
        return watcher.published();
    }

    /** The rows of a partition of the vault's topic, in their order. */
    public List<Integer> rows(int partition) {
        return watcher.rows(partition);
    }

    /** Starts a command as a process of its own, in the folder of the scenario. */
    public ChildProcess start(String... arguments) {
        return start(Map.of(), arguments);
    }

    /** The same with environment variables. */
    public ChildProcess start(Map<String, String> environment, String... arguments) {
        writeConfig();
        Map<String, String> variables = new TreeMap<>(environment);
        variables.putIfAbsent("SKYFLOW_BEARER_TOKEN", CREDENTIAL);
        ChildProcess process = JavaCommand.of(Main.class, folder, arguments)
                .jvm(
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dlogback.configurationFile=logback.xml")
                .environment(variables)
                .start();
        processes.add(process);
        return process;
    }

    private void writeConfig() {
        try {
            Files.writeString(configFile(), config.toPrettyString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path configFile() {
        return folder.resolve("config.json");
    }

    /** Waits until so much of the load is in the vault. Fails if no process is left that could bring it there. */
    public void awaitUploaded(int percent) {
        Wait.until(
                percent + " % of the rows in the vault",
                LONG,
                () -> held() * 100 >= (long) source.rows() * percent
                        || (!processes.isEmpty() && processes.stream().noneMatch(ChildProcess::isAlive)));
        require(
                "every process ended before " + percent + " % of the rows were in the vault",
                held() * 100 >= (long) source.rows() * percent);
    }

    /** Waits until the ledger counts every row as uploaded: who is stopped then leaves no others with anything to commit. */
    public void awaitCounted() {
        Wait.until("every row counted as uploaded", LONG, () -> counted() == source.rows());
    }

    /** Rows that the ledger counts as uploaded in the last run. */
    public long counted() {
        return runs().getLast().balance().account().uploaded();
    }

    /** Every run of the ledger, in their order. */
    public List<RunStatus> runs() {
        try (StatusReader reader = new StatusReader(clients, List.of(VAULT))) {
            return reader.read();
        }
    }

    /** Waits for the end of a process. */
    public void awaitEnd(ChildProcess process, int status) {
        int ended = process.awaitExit(LONG);
        require("status " + ended + " instead of " + status + " of " + process, ended == status);
    }

    /** Makes the fault, with a look at the committed offsets just before and after it. */
    public void fault(Runnable fault) {
        require("Kafka does not answer before the fault", watcher.sample());
        samplesAtFaults++;
        if (heldAtFault == null) {
            heldAtFault = held();
        }
        fault.run();
        heldWhenHealed = held();
        healedAt = Instant.now();
        boolean ignored = watcher.sample();
    }

    /** Looks at Kafka no more, for a fault after which its offsets and rows mean something else. */
    public void unwatch() {
        try {
            watcher.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Notes that what was wrong is right again: the call that is accepted next ends the fault. Without this it is over when it is made. */
    public void healed() {
        heldWhenHealed = held();
        healedAt = Instant.now();
    }

    /** Waits until the load goes on, where the next accepted call would not show it. */
    public void awaitResumed(String what, BooleanSupplier goesOn) {
        Wait.until(what, LONG, goesOn);
        resumedAt = Instant.now();
    }

    /**
     * Waits until a row is committed that came to the vault after the end of the fault. An accepted call would not show that Kafka is there
     * again: an uploader calls on for the rows that it has.
     */
    public void awaitCommitted() {
        long before = Objects.requireNonNull(heldWhenHealed, "there was no fault");
        awaitResumed("a row in the ledger that came after the fault", () -> counted() > before);
    }

    /**
     * Proves that a part of the rows is still to be read from the source, and notes how many. So many that it does not matter how far the
     * look at the topic is behind.
     */
    public void proveReading() {
        int unread = source.rows() - published();
        require("only " + unread + " rows were still to be read", Referee.isShare(unread, source.rows()));
        proofs.add("rows were not read yet (" + unread + ')');
    }

    /** The uploaders that have partitions, by their client ids, which end with the number of their lock file. */
    public List<String> busyUploaders() {
        String group = clients.settings().topics().uploaderGroup(VAULT);
        return found(clients.admin().describeConsumerGroups(List.of(group)).all())
                .map(groups -> groups.values().stream()
                        .flatMap(description -> description.members().stream())
                        .filter(member -> !member.assignment().topicPartitions().isEmpty())
                        .map(MemberDescription::clientId)
                        .toList())
                .orElse(List.of());
    }

    /** The state of the transaction of a producer of this load whose transactional id ends so; empty if there is none. */
    public Optional<TransactionState> transaction(String id) {
        String prefix = clients.settings().topics().prefix();
        return found(clients.admin().listTransactions().all())
                .flatMap(all -> all.stream()
                        .filter(transaction -> transaction.transactionalId().startsWith(prefix)
                                && transaction.transactionalId().endsWith(id))
                        .map(TransactionListing::state)
                        .findFirst());
    }

    /** What Kafka answers; empty if it does not know what it is asked about. */
    private static <T> Optional<T> found(KafkaFuture<T> answer) {
        try {
            return Optional.of(answer.get(LONG.toSeconds(), TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return Optional.empty();
            }
            throw new AssertionError(e);
        } catch (TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * Suspends a process by SIGSTOP, and proves it.
     *
     * @param states what its transaction is at that moment, at which the vault has calls to answer
     */
    public void suspend(ChildProcess process, String transactionalId, Set<TransactionState> states) {
        Wait.until("a moment at which the transaction of " + transactionalId + " is " + states, LONG, () -> {
            process.sigstop();
            callsWhenSuspended = vault.journal().counts().inFlight();
            // What it sent before it was stopped may be on its way: seen so often, it stays so.
            boolean so = callsWhenSuspended > 0
                    && IntStream.range(0, 10)
                            .allMatch(look -> transaction(transactionalId)
                                    .filter(states::contains)
                                    .isPresent());
            if (!so) {
                process.sigcont();
            }
            return so;
        });
        proofs.add("it was stopped with calls in flight (%d) and a transaction that was %s"
                .formatted(callsWhenSuspended, states));
    }

    /** Calls that the vault had to answer when a process was suspended. */
    public long callsWhenSuspended() {
        return callsWhenSuspended;
    }

    /** Waits until so many uploaders have partitions. */
    public void awaitBusy(int uploaders) {
        Wait.until(
                uploaders + " uploaders with partitions",
                LONG,
                () -> busyUploaders().size() == uploaders);
    }

    /** Proves that something happened. */
    public void prove(String what, boolean happened) {
        require("did not happen: " + what, happened);
        proofs.add(what);
    }

    /** Proves that something happened, and notes how often. */
    public void prove(String what, long times) {
        prove(what + " (" + times + ')', times > 0);
    }

    /** Allows so many repeats besides those that were allowed before. */
    public void mayRepeat(long rows) {
        repeatable += rows;
    }

    /** Expects rows to become dead letters. */
    public void expectDeadLetters(Set<Integer> rows) {
        givenUp.addAll(rows);
    }

    /** Ends the scenario with a sentence, unless a condition holds. */
    public static void require(String otherwise, boolean condition) {
        if (!condition) {
            throw new AssertionError(otherwise);
        }
    }

    Watcher watcher() {
        return watcher;
    }

    Set<Integer> expectedDeadLetters() {
        return Set.copyOf(givenUp);
    }

    long allowedRepeats() {
        return repeatable;
    }

    /** Rows that the vault was given again. */
    public long repeats() {
        return vault.counts(VAULT_ID, TABLE).repeated();
    }

    long tokenChanges() {
        return vault.counts(VAULT_ID, TABLE).tokenChanges();
    }

    boolean holds(int row) {
        return vault.holds(VAULT_ID, TABLE, source.row(row));
    }

    int samplesAtFaults() {
        return samplesAtFaults;
    }

    @Nullable Long heldAtFault() {
        return heldAtFault;
    }

    @Nullable Long heldWhenHealed() {
        return heldWhenHealed;
    }

    /** How long after the end of the fault the load went on. */
    Optional<Duration> resumed() {
        Instant healed = healedAt;
        return healed == null
                ? Optional.empty()
                : Optional.ofNullable(resumedAt)
                        .or(() -> firstAccepted(healed))
                        .map(resumed -> Duration.between(healed, resumed));
    }

    private Optional<Instant> firstAccepted(Instant since) {
        return vault.journal().callsSince(since).stream()
                .filter(call -> call.status() == 200 && call.records() > 0)
                .map(call -> call.at().plus(call.took()))
                .min(Instant::compareTo);
    }

    List<String> proofs() {
        return List.copyOf(proofs);
    }

    @Override
    public void close() throws InterruptedException {
        processes.forEach(ChildProcess::close);
        watcher.close();
        clients.close();
        vault.close();
    }
}
