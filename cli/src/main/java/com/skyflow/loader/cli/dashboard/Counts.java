package com.skyflow.loader.cli.dashboard;

import com.skyflow.loader.cli.view.LetterCounts;
import com.skyflow.loader.common.deadletter.DeadLetterFilter;
import com.skyflow.loader.common.kafka.KafkaClients;
import com.skyflow.loader.common.vault.VaultName;
import com.skyflow.loader.monitor.status.RunStatus;
import com.skyflow.loader.monitor.status.StatusReader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Counts what is in the topics, as often as it costs little. One thread counts, any reads. */
final class Counts {
    /** Counting reads whatever is pending: of the time between two counts it takes a fifth at most. */
    private static final int REST = 4;

    private static final Duration SHORTEST_REST = Duration.ofSeconds(1);
    private static final Duration LONGEST_REST = Duration.ofMinutes(5);

    private final KafkaClients clients;
    private final List<VaultName> vaults;
    private final Consumer<List<RunStatus>> told;
    private volatile @Nullable Counted latest;

    /** @param told is told of each count, on the thread that has counted */
    Counts(KafkaClients clients, List<VaultName> vaults, Consumer<List<RunStatus>> told) {
        this.clients = clients;
        this.vaults = vaults;
        this.told = told;
    }

    /** Counts until it is interrupted. */
    void go() throws InterruptedException {
        try (StatusReader status = new StatusReader(clients, vaults)) {
            while (!Thread.currentThread().isInterrupted()) {
                long start = System.nanoTime();
                Counted counted = count(status);
                latest = counted;
                told.accept(counted.runs());
                long rest = REST * (System.nanoTime() - start);
                TimeUnit.NANOSECONDS.sleep(Math.clamp(rest, SHORTEST_REST.toNanos(), LONGEST_REST.toNanos()));
            }
        }
    }

    private Counted count(StatusReader status) {
        Instant now = Instant.now();
        return new Counted(
                status.read(),
                vaults.stream()
                        .map(vault -> LetterCounts.count(clients, vault, DeadLetterFilter.ALL))
                        .toList(),
                now);
    }

    /** The latest count; empty until there is one. */
    Optional<Counted> latest() {
        return Optional.ofNullable(latest);
    }
}
