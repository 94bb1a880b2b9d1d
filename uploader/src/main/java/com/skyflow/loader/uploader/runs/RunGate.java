package com.skyflow.loader.uploader.runs;

import com.skyflow.loader.common.kafka.KafkaClients;
import com.skyflow.loader.common.ledger.Checkpoint;
import com.skyflow.loader.common.ledger.Checkpoint.State;
import com.skyflow.loader.common.ledger.LedgerKey;
import com.skyflow.loader.common.ledger.RunLog;
import com.skyflow.loader.common.row.RowKey;
import com.skyflow.loader.common.vault.Destination;
import com.skyflow.loader.common.vault.VaultName;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets in the rows whose run was meant for this vault and no others. Owned by the poll thread, except {@link #isAbandoned}.
 */
public final class RunGate implements Runs, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final VaultName vault;
    private final Destination destination;
    private final RunLog runs;
    private final Map<String, Optional<String>> refusals = new HashMap<>();
    private final Set<String> abandoned = ConcurrentHashMap.newKeySet();

    public RunGate(KafkaClients clients, VaultName vault, Destination destination) {
        this.vault = vault;
        this.destination = destination;
        this.runs = new RunLog(clients);
        runs.readToEnd();
    }

    @Override
    public void refresh() {
        runs.readOn();
        refusals.keySet().stream().filter(run -> is(run, State.ABANDONED)).forEach(abandoned::add);
    }

    @Override
    public Optional<String> refusal(String run) {
        return refusals.computeIfAbsent(run, this::decide);
    }

    private Optional<String> decide(String run) {
        if (run.equals(RowKey.UNKNOWN_RUN)) {
            return Optional.empty();
        }
        Optional<Checkpoint> checkpoint = await(run);
        if (checkpoint.isEmpty()) {
            return Optional.of(
                    "The topic of vault %s holds rows of run %s, of which no checkpoint is known: it was deleted, or another program wrote them. Nothing of it is uploaded."
                            .formatted(vault, run));
        }
        if (checkpoint.get().state() == State.ABANDONED) {
            abandoned.add(run);
            return Optional.empty();
        }
        Destination meant = checkpoint.get().destination();
        return meant.equals(destination)
                ? Optional.empty()
                : Optional.of(
                        "Run %s was meant for %s, but this uploader is set to %s. Correct the configuration, or start the extraction anew with --fresh."
                                .formatted(run, meant, destination));
    }

    /** A row can be seen a moment before its checkpoint, because a transaction ends in each topic for itself. */
    private Optional<Checkpoint> await(String run) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Optional<Checkpoint> checkpoint = latest(run);
        while (checkpoint.isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(PAUSE.toNanos());
            runs.readToEnd();
            checkpoint = latest(run);
        }
        return checkpoint;
    }

    /** Whether the rows of a run are to be discarded. Thread-safe. */
    public boolean isAbandoned(String run) {
        return abandoned.contains(run);
    }

    @Override
    public boolean areExtracted() {
        return refusals.keySet().stream()
                .allMatch(
                        run -> run.equals(RowKey.UNKNOWN_RUN) || is(run, State.EXTRACTED) || is(run, State.ABANDONED));
    }

    private boolean is(String run, State state) {
        return latest(run).filter(checkpoint -> checkpoint.state() == state).isPresent();
    }

    private Optional<Checkpoint> latest(String run) {
        return runs.latest(new LedgerKey(run, vault));
    }

    @Override
    public void close() {
        runs.close();
    }
}
