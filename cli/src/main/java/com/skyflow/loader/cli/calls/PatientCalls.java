package com.skyflow.loader.cli.calls;

import com.skyflow.loader.cli.Termination;
import com.skyflow.loader.common.config.Config;
import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import com.skyflow.loader.common.vault.VaultName;
import com.skyflow.loader.uploader.health.StoppedException;
import com.skyflow.loader.uploader.health.VaultHealth;
import com.skyflow.loader.uploader.send.Backoff;
import com.skyflow.loader.vault.answer.Answer;
import com.skyflow.loader.vault.client.Told;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Calls to one vault that are no uploads. It is waited for as uploads wait for it, by the same settings. One thread uses it.
 */
public final class PatientCalls {
    private final VaultName vault;
    private final Config config;
    private final String undone;
    private final Backoff backoff;
    private final VaultHealth health = new VaultHealth(System::nanoTime);
    private int failuresInARow;

    /** @param undone what it means that they fail, behind the vault's name: {@code was not emptied} */
    public PatientCalls(VaultName vault, Config config, String undone) {
        this.vault = vault;
        this.config = config;
        this.undone = undone;
        this.backoff = new Backoff(config.retry().backoff(), config.retry().maxBackoff());
    }

    /** One call that asks for something. */
    @FunctionalInterface
    public interface Question<T> {
        Told<T> ask() throws InterruptedException;
    }

    /** What takes several calls. */
    @FunctionalInterface
    public interface Work<T> {
        T run() throws InterruptedException, StoppedException;
    }

    /**
     * Asks until the vault tells.
     *
     * @throws LoaderException if it refuses, does not answer for too long, or the process is told to end
     */
    public <T> T answer(Question<T> question) {
        return untilToldToEnd(() -> {
            T answer = ask(question);
            succeeded();
            return answer;
        });
    }

    /** The same as a part of some work, where an answer alone does not show that it goes on. */
    public <T> T ask(Question<T> question) throws InterruptedException, StoppedException {
        while (true) {
            long startedAt = begin();
            switch (question.ask()) {
                case Told.Known<T> known -> {
                    health.answered();
                    return known.what();
                }
                case Told.Unknown<T> unknown -> failed(unknown.answer(), startedAt);
            }
        }
    }

    /** Waits until the vault may be called; gives the time, in nanoseconds. */
    public long begin() throws InterruptedException, StoppedException {
        health.awaitOpen();
        return System.nanoTime();
    }

    /** The work goes on. */
    public void succeeded() {
        failuresInARow = 0;
        health.succeeded();
    }

    /** A call that began then was not answered as it should; waits before the next. */
    public void failed(Answer answer, long startedAt) throws InterruptedException {
        if (answer.call().status() != null) {
            health.answered();
        }
        switch (answer) {
            case Answer.Throttled throttled -> {
                health.throttled(throttled.retryAfter());
                giveUpIfDue("it asks to wait");
            }
            case Answer.Transient failed -> failed(failed.problem(), startedAt);
            case Answer.TokenDelayed delayed -> {
                TimeUnit.NANOSECONDS.sleep(delayed.pause().toNanos());
                failed("no bearer token: " + delayed.problem(), startedAt);
            }
            case Answer.NeedsPerson needs ->
                throw new LoaderException(
                        ExitCode.STOPPED, "Vault %s %s. %s.".formatted(vault, undone, needs.advice()));
            case Answer.Loaded loaded -> throw new IllegalStateException("an insert");
            case Answer.Rejected rejected -> throw new IllegalStateException("an insert");
        }
    }

    /** A call that began then did not help; waits before the next. */
    public void failed(String problem, long startedAt) throws InterruptedException {
        health.failed(startedAt, problem);
        giveUpIfDue(problem);
        failuresInARow++;
        TimeUnit.NANOSECONDS.sleep(
                backoff.after(failuresInARow, ThreadLocalRandom.current()).toNanos());
    }

    private void giveUpIfDue(String problem) {
        Duration limit = health.hasAnswered()
                ? config.stop().outageGiveUp()
                : config.stop().firstAnswerGiveUp();
        if (health.hasFailedFor(limit)) {
            throw new LoaderException(
                    ExitCode.UNFINISHED,
                    "Vault %s %s: every call has failed for %d s (at last: %s). Start again to continue."
                            .formatted(vault, undone, limit.toSeconds(), problem));
        }
    }

    /** Does some work, which ends when the process is told to end. */
    public <T> T untilToldToEnd(Work<T> work) {
        Thread worker = Thread.currentThread();
        try (Termination.Registration ignored = Termination.onRequest(worker::interrupt)) {
            return work.run();
        } catch (InterruptedException e) {
            throw new LoaderException(
                    ExitCode.UNFINISHED,
                    "Vault %s %s: told to end before. Start again to continue.".formatted(vault, undone),
                    e);
        } catch (StoppedException e) {
            throw new IllegalStateException(e);
        }
    }
}
