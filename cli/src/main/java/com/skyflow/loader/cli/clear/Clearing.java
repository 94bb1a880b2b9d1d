package com.skyflow.loader.cli.clear;

import com.skyflow.loader.cli.Termination;
import com.skyflow.loader.common.config.Config;
import com.skyflow.loader.common.config.VaultConfig;
import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import com.skyflow.loader.uploader.health.StoppedException;
import com.skyflow.loader.uploader.health.VaultHealth;
import com.skyflow.loader.uploader.send.Backoff;
import com.skyflow.loader.vault.answer.Answer;
import com.skyflow.loader.vault.client.TableClient;
import com.skyflow.loader.vault.client.TableCount;
import com.skyflow.loader.vault.client.VaultClientSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * The emptying of one vault's table. The vault is waited for as uploads wait for it, by the same settings. One thread uses it.
 *
 * <p>A deletion is believed only when the vault counts no records any more: its answer may be lost, and it may take its time.
 */
public final class Clearing implements AutoCloseable {
    private final VaultConfig vault;
    private final Config config;
    private final TableClient table;
    private final Backoff backoff;
    private final VaultHealth health = new VaultHealth(System::nanoTime);
    private int failuresInARow;

    public Clearing(VaultConfig vault, Config config, VaultClientSettings client) {
        this.vault = vault;
        this.config = config;
        this.table = new TableClient(vault.destination(), client, Clock.systemUTC());
        this.backoff = new Backoff(config.retry().backoff(), config.retry().maxBackoff());
    }

    public VaultConfig vault() {
        return vault;
    }

    /**
     * How many records the table holds.
     *
     * @throws LoaderException if the vault does not tell
     */
    public long count() {
        return untilToldToEnd(() -> {
            long records = ask();
            succeeded();
            return records;
        });
    }

    /**
     * Deletes all records.
     *
     * @param left is told how many are left, whenever that was counted
     * @throws LoaderException if the vault refuses it, or takes nothing for too long
     */
    public void empty(LongConsumer left) {
        long ignored = untilToldToEnd(() -> {
            long before = ask();
            while (before > 0) {
                before = delete(before);
                left.accept(before);
            }
            return before;
        });
    }

    /** Deletes once, and counts what is left. */
    private long delete(long before) throws InterruptedException, StoppedException {
        health.awaitOpen();
        long startedAt = System.nanoTime();
        Optional<Answer> problem = table.deleteAll();
        if (problem.isPresent()) {
            observe(problem.get(), startedAt);
        }
        long left = ask();
        if (left < before) {
            succeeded();
        } else if (problem.isEmpty()) {
            failed(startedAt, "it holds as many records after a deletion as before");
        }
        return left;
    }

    private long ask() throws InterruptedException, StoppedException {
        while (true) {
            health.awaitOpen();
            long startedAt = System.nanoTime();
            switch (table.count()) {
                case TableCount.Records counted -> {
                    health.answered();
                    return counted.records();
                }
                case TableCount.Unknown unknown -> observe(unknown.answer(), startedAt);
            }
        }
    }

    private void succeeded() {
        failuresInARow = 0;
        health.succeeded();
    }

    private void observe(Answer answer, long startedAt) throws InterruptedException {
        if (answer.call().status() != null) {
            health.answered();
        }
        switch (answer) {
            case Answer.Throttled throttled -> health.throttled(throttled.retryAfter());
            case Answer.Transient failed -> failed(startedAt, failed.problem());
            case Answer.TokenDelayed delayed -> {
                TimeUnit.NANOSECONDS.sleep(delayed.pause().toNanos());
                failed(startedAt, "no bearer token: " + delayed.problem());
            }
            case Answer.NeedsPerson needs ->
                throw new LoaderException(
                        ExitCode.STOPPED, "Vault %s was not emptied. %s.".formatted(vault.name(), needs.advice()));
            case Answer.Loaded loaded -> throw new IllegalStateException("an insert");
            case Answer.Rejected rejected -> throw new IllegalStateException("an insert");
        }
    }

    private void failed(long startedAt, String problem) throws InterruptedException {
        health.failed(startedAt, problem);
        Duration limit = health.hasAnswered()
                ? config.stop().outageGiveUp()
                : config.stop().firstAnswerGiveUp();
        if (health.failing().compareTo(limit) > 0) {
            throw new LoaderException(
                    ExitCode.UNFINISHED,
                    "Vault %s is not empty: every call has failed for %d s (at last: %s). Start again to continue."
                            .formatted(vault.name(), limit.toSeconds(), problem));
        }
        failuresInARow++;
        TimeUnit.NANOSECONDS.sleep(
                backoff.after(failuresInARow, ThreadLocalRandom.current()).toNanos());
    }

    @FunctionalInterface
    private interface Work {
        long run() throws InterruptedException, StoppedException;
    }

    private long untilToldToEnd(Work work) {
        Thread worker = Thread.currentThread();
        try (Termination.Registration ignored = Termination.onRequest(worker::interrupt)) {
            return work.run();
        } catch (InterruptedException e) {
            throw new LoaderException(
                    ExitCode.UNFINISHED,
                    "Told to end before vault %s was empty. Start again to continue.".formatted(vault.name()),
                    e);
        } catch (StoppedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        table.close();
    }
}
