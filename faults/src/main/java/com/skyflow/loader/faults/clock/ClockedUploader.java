package com.skyflow.loader.faults.clock;

import com.skyflow.loader.common.config.CredentialConfig;
import com.skyflow.loader.common.config.CredentialsFile;
import com.skyflow.loader.common.kafka.KafkaClients;
import com.skyflow.loader.common.vault.Destination;
import com.skyflow.loader.faults.Load;
import com.skyflow.loader.uploader.UploaderSettings;
import com.skyflow.loader.uploader.VaultUploader;
import com.skyflow.loader.uploader.health.Stop;
import com.skyflow.loader.uploader.send.Backoff;
import com.skyflow.loader.uploader.send.SendSettings;
import com.skyflow.loader.vault.client.VaultClient;
import com.skyflow.loader.vault.client.VaultClientSettings;
import com.skyflow.loader.vault.credential.Credential;
import com.skyflow.loader.vault.credential.ServiceAccount;
import com.skyflow.loader.vault.http.HttpSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** An uploader in this process, as the command would set it up, but with a clock that is given to it. Thread-safe. */
final class ClockedUploader implements AutoCloseable {
    private final KafkaClients clients;
    private final Credential credential;
    private final VaultClient client;
    private final VaultUploader uploader;
    private final CompletableFuture<Optional<Stop>> end = new CompletableFuture<>();
    private final Thread thread = new Thread(this::run, "clocked-uploader");

    ClockedUploader(Load load, Path credentials, Clock clock) {
        HttpSettings http = new HttpSettings(Load.CONCURRENCY, Duration.ofSeconds(10), Duration.ofSeconds(30));
        clients = new KafkaClients(load.clients().settings());
        credential = ServiceAccount.open(
                new CredentialsFile(new CredentialConfig.File(credentials, "credentials.json")).read(), http, clock);
        Destination destination = load.destination();
        client = new VaultClient(destination, new VaultClientSettings(credential, true, http), clock);
        uploader = new VaultUploader(clients, Load.VAULT, destination, client, settings(), "clocked", clock);
        thread.start();
    }

    private static UploaderSettings settings() {
        return new UploaderSettings(
                Load.BATCH,
                Load.CONCURRENCY,
                Duration.ofMillis(500),
                Load.WINDOW,
                32L << 20,
                Duration.ofSeconds(20),
                new SendSettings(5, new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30)), Duration.ZERO, true),
                Optional.empty(),
                1_000,
                0.5,
                Optional.of(Duration.ofSeconds(5)));
    }

    private void run() {
        try {
            end.complete(uploader.run());
        } catch (RuntimeException | Error e) {
            end.completeExceptionally(e);
        } finally {
            uploader.close();
        }
    }

    /** Why it stopped by itself; empty if it has not. */
    Optional<Stop> stopped() {
        return end.isDone() ? end.join() : Optional.empty();
    }

    /** Drains it, and waits until it has left. */
    @Override
    public void close() {
        uploader.drain();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        client.close();
        credential.close();
        clients.close();
    }
}
