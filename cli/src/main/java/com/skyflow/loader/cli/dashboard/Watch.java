package com.skyflow.loader.cli.dashboard;

import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import com.skyflow.loader.common.instance.InstanceLog;
import com.skyflow.loader.common.instance.InstanceReport;
import com.skyflow.loader.common.kafka.KafkaClients;
import com.skyflow.loader.common.ledger.Account;
import com.skyflow.loader.common.ledger.LedgerKey;
import com.skyflow.loader.common.vault.VaultName;
import com.skyflow.loader.monitor.lag.LagReader;
import com.skyflow.loader.monitor.lag.VaultLag;
import com.skyflow.loader.monitor.status.RunStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known of the loads, kept up to date by two threads: accounts, instances and lag every second, and, as often as it costs little, what
 * has to be counted in the topics. Read by any thread.
 */
final class Watch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Watch.class);
    private static final Duration STEP = Duration.ofSeconds(1);
    private final KafkaClients clients;
    private final List<VaultName> vaults;
    private final Supplier<Accounts> accounts;
    private final Counts counts;
    private final Rates rates;
    private final List<Thread> threads = new ArrayList<>();
    private volatile Seen seen = new Seen(Map.of(), List.of(), List.of(), Instant.EPOCH);
    private volatile @Nullable LoaderException failure;
    private volatile long turnedAt = System.nanoTime();

    /** What is seen at a glance. */
    private record Seen(
            Map<LedgerKey, Account> accounts, List<InstanceReport> instances, List<VaultLag> lag, Instant at) {}

    /**
     * @param accounts opens where the accounts are read
     * @param counted is told of each count, on the thread that has counted
     */
    Watch(
            KafkaClients clients,
            List<VaultName> vaults,
            Supplier<Accounts> accounts,
            Consumer<List<RunStatus>> counted) {
        this.clients = clients;
        this.vaults = List.copyOf(vaults);
        this.accounts = accounts;
        this.counts = new Counts(clients, vaults, counted);
        this.rates = new Rates(vaults);
    }

    void start() {
        threads.add(Thread.ofPlatform().daemon().name("watch").start(() -> surviving(this::look)));
        threads.add(Thread.ofPlatform().daemon().name("count").start(() -> surviving(counts::go)));
    }

    /** Begins again where Kafka was gone for a while, and ends where a person has to look. */
    private void surviving(Work work) {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                work.go();
            } catch (InterruptedException | org.apache.kafka.common.errors.InterruptException e) {
                return;
            } catch (LoaderException e) {
                if (e.exitCode() != ExitCode.UNFINISHED) {
                    failure = e;
                    return;
                }
                rest(e);
            } catch (KafkaException e) {
                rest(e);
            }
        }
    }

    private static void rest(RuntimeException reason) {
        log.atDebug().setCause(reason).log("Kafka does not answer the monitor, which asks again");
        try {
            TimeUnit.MILLISECONDS.sleep(STEP.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() throws InterruptedException {
        try (Accounts source = accounts.get();
                InstanceLog instances = new InstanceLog(clients);
                LagReader lag = new LagReader(clients, vaults, Clock.systemUTC())) {
            while (!Thread.currentThread().isInterrupted()) {
                Instant now = Instant.now();
                Seen next = new Seen(source.read(), instances.read(), lag.read(), now);
                rates.add(next.accounts(), now);
                seen = next;
                turnedAt = System.nanoTime();
                TimeUnit.MILLISECONDS.sleep(STEP.toMillis());
            }
        }
    }

    /** Where the rows of all runs are: the accounts of now, with what was counted. */
    List<RunStatus> runs() {
        Map<LedgerKey, RunStatus> runs = new HashMap<>();
        counted().ifPresent(counted -> counted.runs().forEach(run -> runs.put(run.key(), run)));
        seen.accounts().forEach((key, account) -> {
            if (vaults.contains(key.vault())) {
                RunStatus run = runs.get(key);
                runs.put(key, run == null ? RunStatus.assumed(key, account) : run.movedTo(account));
            }
        });
        return runs.values().stream().sorted(RunStatus.ORDER).toList();
    }

    /** What was last counted in the topics; empty until it was for the first time. */
    Optional<Counted> counted() {
        return counts.latest();
    }

    /** What processes said of themselves a moment ago. */
    List<InstanceReport> instances() {
        return seen.instances();
    }

    /** How far uploads were behind a moment ago. */
    List<VaultLag> lag() {
        return seen.lag();
    }

    Rates rates() {
        return rates;
    }

    /** Whether everything has been looked at once. */
    boolean isComplete() {
        return counted().isPresent() && seen.at().isAfter(Instant.EPOCH);
    }

    /** Since when nothing was looked at. */
    Duration sinceTurn() {
        return Duration.ofNanos(System.nanoTime() - turnedAt);
    }

    /** Why it has ended by itself; empty if it has not. */
    Optional<LoaderException> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            try {
                boolean ignored = thread.join(Duration.ofSeconds(10));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Work that goes on until it is interrupted, or has to be begun anew. */
    @FunctionalInterface
    private interface Work {
        void go() throws InterruptedException;
    }
}
