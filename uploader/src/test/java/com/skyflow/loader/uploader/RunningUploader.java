package com.skyflow.loader.uploader;

import com.skyflow.loader.common.kafka.KafkaClients;
import com.skyflow.loader.common.vault.Destination;
import com.skyflow.loader.common.vault.VaultName;
import com.skyflow.loader.uploader.health.Stop;
import com.skyflow.loader.vault.client.VaultClient;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An uploader on a thread of its own. */
final class RunningUploader {
    private final VaultUploader uploader;
    private final VaultClient client;
    private final CompletableFuture<Optional<Stop>> stopped = new CompletableFuture<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final Thread thread;

    private RunningUploader(VaultUploader uploader, VaultClient client, String instance) {
        this.uploader = uploader;
        this.client = client;
        this.thread = new Thread(this::run, "uploader-" + instance);
    }

    static RunningUploader start(
            KafkaClients clients, VaultName vault, Destination destination, Setup setup, String instance) {
        VaultClient client = new VaultClient(destination, setup.client(), Clock.systemUTC());
        RunningUploader running = new RunningUploader(
                new VaultUploader(clients, vault, destination, client, setup.uploader(), instance, Clock.systemUTC()),
                client,
                instance);
        running.thread.start();
        return running;
    }

    private void run() {
        try (client;
                uploader) {
            stopped.complete(uploader.run());
        } catch (RuntimeException | Error e) {
            stopped.completeExceptionally(e);
            closed.completeExceptionally(e);
        } finally {
            closed.complete(null);
        }
    }

    UploaderStatus status() {
        return uploader.status();
    }

    boolean isRunning() {
        return !closed.isDone();
    }

    long threadId() {
        return thread.threadId();
    }

    /** Waits until it has stopped by itself and left, and gives the reason. */
    Optional<Stop> awaitStop() {
        await(closed);
        return await(stopped);
    }

    /** Drains it, and waits until it has left. */
    Optional<Stop> drain() {
        uploader.drain();
        return awaitStop();
    }

    /** Drains it whatever has happened to it. */
    void end() {
        uploader.drain();
        try {
            thread.join(Scenario.BOUND.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static <T> T await(CompletableFuture<T> future) {
        try {
            return future.get(Scenario.BOUND.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("the uploader has not stopped", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
