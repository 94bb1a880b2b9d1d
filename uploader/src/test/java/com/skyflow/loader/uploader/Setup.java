package com.skyflow.loader.uploader;

import com.skyflow.loader.common.secret.Secret;
import com.skyflow.loader.uploader.UploaderSettings.Patience;
import com.skyflow.loader.uploader.send.Backoff;
import com.skyflow.loader.uploader.send.SendSettings;
import com.skyflow.loader.vault.client.VaultClientSettings;
import com.skyflow.loader.vault.credential.Credential;
import com.skyflow.loader.vault.credential.FixedCredential;
import com.skyflow.loader.vault.http.HttpSettings;
import java.time.Duration;
import java.util.Optional;

/** The settings of a test's uploader, small, and quick where time decides nothing; a test changes what it is about. */
final class Setup {
    private int batchSize = 50;
    private int concurrency = 4;
    private int window = 400;
    private int attempts = 3;
    private boolean upsert = true;
    private Duration baseDelay = Duration.ZERO;
    private Duration requestTimeout = Duration.ofMinutes(1);
    private Duration drainTimeout = Duration.ofSeconds(30);
    private Optional<Patience> patience = Optional.empty();
    private int misconfiguredAfter = 1_000;
    /** The tests read what was uploaded. */
    private Optional<Duration> deletionInterval = Optional.empty();

    private Credential credential = new FixedCredential(new Secret("bearer-token"));

    Setup batches(int size, int inFlight, int windowRecords) {
        batchSize = size;
        concurrency = inFlight;
        window = windowRecords;
        return this;
    }

    Setup attempts(int most) {
        attempts = most;
        return this;
    }

    Setup withoutUpsert() {
        upsert = false;
        return this;
    }

    Setup requestTimeout(Duration timeout) {
        requestTimeout = timeout;
        return this;
    }

    Setup drainTimeout(Duration timeout) {
        drainTimeout = timeout;
        return this;
    }

    Setup patience(Duration limit) {
        patience = Optional.of(new Patience(limit, limit));
        return this;
    }

    Setup misconfiguredAfter(int rows) {
        misconfiguredAfter = rows;
        return this;
    }

    Setup deletionInterval(Duration interval) {
        deletionInterval = Optional.of(interval);
        return this;
    }

    Setup credential(Credential other) {
        credential = other;
        return this;
    }

    int window() {
        return window;
    }

    int concurrency() {
        return concurrency;
    }

    VaultClientSettings client() {
        return new VaultClientSettings(
                credential, upsert, new HttpSettings(concurrency, Duration.ofSeconds(30), requestTimeout));
    }

    UploaderSettings uploader() {
        return new UploaderSettings(
                batchSize,
                concurrency,
                Duration.ofMillis(20),
                window,
                32L << 20,
                drainTimeout,
                new SendSettings(
                        attempts, new Backoff(Duration.ofMillis(10), Duration.ofMillis(50)), baseDelay, upsert),
                patience,
                misconfiguredAfter,
                0.5,
                deletionInterval);
    }
}
