package com.skyflow.loader.cli.load;

import com.skyflow.loader.cli.instance.InstanceSlot;
import com.skyflow.loader.common.config.VaultConfig;
import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import com.skyflow.loader.common.instance.InstanceReport;
import com.skyflow.loader.common.instance.InstanceState;
import com.skyflow.loader.common.instance.ProcessFigures;
import com.skyflow.loader.common.instance.Role;
import com.skyflow.loader.common.kafka.FencedException;
import com.skyflow.loader.common.kafka.KafkaClients;
import com.skyflow.loader.common.kafka.KafkaRefusal;
import com.skyflow.loader.common.vault.VaultName;
import com.skyflow.loader.uploader.UploaderSettings;
import com.skyflow.loader.uploader.UploaderStatus;
import com.skyflow.loader.uploader.VaultUploader;
import com.skyflow.loader.uploader.health.Stop;
import com.skyflow.loader.uploader.send.UploadMeter;
import com.skyflow.loader.vault.client.VaultClient;
import com.skyflow.loader.vault.client.VaultClientSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclOperation;
import org.jspecify.annotations.Nullable;

/** The upload of one vault on a thread of its own. Thread-safe. */
final class VaultUpload {
    private final VaultConfig vault;
    private final CompletableFuture<Optional<Stop>> end = new CompletableFuture<>();
    private volatile @Nullable VaultUploader uploader;
    private volatile boolean draining;

    private VaultUpload(VaultConfig vault) {
        this.vault = vault;
    }

    static VaultUpload start(
            KafkaClients clients,
            VaultConfig vault,
            UploaderSettings settings,
            VaultClientSettings client,
            Supplier<InstanceSlot> instance) {
        VaultUpload upload = new VaultUpload(vault);
        Thread.ofPlatform().name("upload-" + vault.name()).start(() -> upload.run(clients, settings, client, instance));
        return upload;
    }

    private void run(
            KafkaClients clients,
            UploaderSettings settings,
            VaultClientSettings client,
            Supplier<InstanceSlot> instance) {
        try (InstanceSlot slot = instance.get()) {
            DeletedRows.pass(clients, vault.name());
            // Told only when it has left its group, or the process could end before that.
            end.complete(run(clients, settings, client, slot));
        } catch (FencedException e) {
            end.completeExceptionally(new LoaderException(
                    ExitCode.UNFINISHED,
                    "Another uploader of vault %s that goes by the same name was started at the same moment and has taken over. Start again to continue."
                            .formatted(vault.name()),
                    e));
        } catch (KafkaException e) {
            end.completeExceptionally(KafkaRefusal.end(
                    clients.settings(),
                    AclOperation.WRITE,
                    e,
                    "Kafka lets no row of vault %s be uploaded: %s. Start again to continue."
                            .formatted(vault.name(), e.getMessage())));
        } catch (RuntimeException | Error e) {
            end.completeExceptionally(e);
        }
    }

    private Optional<Stop> run(
            KafkaClients clients, UploaderSettings settings, VaultClientSettings client, InstanceSlot slot) {
        try (VaultClient api = new VaultClient(vault.destination(), client, Clock.systemUTC());
                VaultUploader running = new VaultUploader(
                        clients, vault.name(), vault.destination(), api, settings, slot.name(), Clock.systemUTC())) {
            uploader = running;
            if (draining) {
                running.drain();
            }
            return running.run();
        }
    }

    VaultName vault() {
        return vault.name();
    }

    /** Ends it soon; what is in flight is finished. */
    void drain() {
        draining = true;
        VaultUploader running = uploader;
        if (running != null) {
            running.drain();
        }
    }

    boolean isOver() {
        return end.isDone();
    }

    /** Why the vault was stopped; empty if it was not, or still goes on. */
    Optional<Stop> stopped() {
        return isOver() ? await() : Optional.empty();
    }

    /**
     * Waits for its end.
     *
     * @return why the vault was stopped
     */
    Optional<Stop> await() {
        try {
            return end.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof LoaderException refused) {
                throw refused;
            }
            throw e;
        }
    }

    /** Whether it can do nothing before more rows come, or the source has ended; see the uploader. */
    boolean awaitsEndOfSource() {
        VaultUploader running = uploader;
        return running != null && running.awaitsEndOfSource();
    }

    /** Why it ended where starting the process again may help; empty if it goes on, was drained, or waits for a person. */
    Optional<String> died() {
        if (!isOver()) {
            return Optional.empty();
        }
        return switch (end.state()) {
            case FAILED ->
                Optional.of(
                        end.exceptionNow() instanceof LoaderException refused
                                ? refused.sentence()
                                : "it failed in an unforeseen way");
            case SUCCESS ->
                end.resultNow().flatMap(stop -> switch (stop) {
                    case Stop.Unfinished unfinished -> Optional.of(unfinished.sentence());
                    case Stop.NeedsPerson person -> Optional.empty();
                    case Stop.Misconfigured settings -> Optional.empty();
                });
            case RUNNING, CANCELLED -> Optional.empty();
        };
    }

    /** How long ago its thread last came round; zero when it is over or has not begun. */
    Duration sinceTurn() {
        VaultUploader running = uploader;
        return running == null || isOver() ? Duration.ZERO : running.sinceTurn();
    }

    /** What it does, for others to see; empty before it begins, and when it has ended as it should. */
    Optional<InstanceReport> report(ProcessFigures process, Instant now) {
        VaultUploader running = uploader;
        if (running == null || (isOver() && running.problem().isEmpty())) {
            return Optional.empty();
        }
        return Optional.of(new InstanceReport(
                running.instance(),
                Role.UPLOADER,
                vault(),
                state(running.status().state()),
                running.problem().orElse(null),
                running.runs(),
                null,
                running.figures(),
                process,
                now));
    }

    private static InstanceState state(UploaderStatus.State state) {
        return switch (state) {
            case JOINING -> InstanceState.JOINING;
            case IDLE -> InstanceState.IDLE;
            case UPLOADING -> InstanceState.UPLOADING;
            case THROTTLED -> InstanceState.THROTTLED;
            case OUTAGE -> InstanceState.OUTAGE;
            case DRAINING -> InstanceState.DRAINING;
            case STOPPED -> InstanceState.STOPPED;
        };
    }

    /** How long its calls took; empty before it begins. */
    Optional<UploadMeter.Latencies> latencies() {
        return Optional.ofNullable(uploader).map(VaultUploader::latencies);
    }

    /** What it is doing; empty before it begins. */
    Optional<UploaderStatus> status() {
        return Optional.ofNullable(uploader).map(VaultUploader::status);
    }
}
