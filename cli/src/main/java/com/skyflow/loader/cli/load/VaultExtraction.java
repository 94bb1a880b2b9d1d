package com.skyflow.loader.cli.load;

import com.skyflow.loader.common.failure.LoaderException;
import com.skyflow.loader.common.instance.ExtractionFigures;
import com.skyflow.loader.common.instance.InstanceReport;
import com.skyflow.loader.common.instance.InstanceState;
import com.skyflow.loader.common.instance.ProcessFigures;
import com.skyflow.loader.common.instance.Role;
import com.skyflow.loader.common.ledger.Checkpoint;
import com.skyflow.loader.common.vault.VaultName;
import com.skyflow.loader.extractor.Extraction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future.State;

/** The extraction of one vault on a thread of its own. Thread-safe. */
final class VaultExtraction {
    private final Extraction extraction;
    private final CompletableFuture<Void> end = new CompletableFuture<>();

    private VaultExtraction(Extraction extraction) {
        this.extraction = extraction;
    }

    static VaultExtraction start(Extraction extraction) {
        VaultExtraction running = new VaultExtraction(extraction);
        Thread.ofPlatform().name("extract-" + extraction.checkpoint().vault()).start(running::run);
        return running;
    }

    private void run() {
        try (extraction) {
            extraction.run();
            end.complete(null);
        } catch (RuntimeException | Error e) {
            end.completeExceptionally(e);
        }
    }

    VaultName vault() {
        return checkpoint().vault();
    }

    Checkpoint checkpoint() {
        return extraction.checkpoint();
    }

    void stop() {
        extraction.stop();
    }

    boolean isOver() {
        return end.isDone();
    }

    /** Why it ended before the source did; empty if it did not. */
    Optional<String> died() {
        return end.state() == State.FAILED
                ? Optional.of(
                        end.exceptionNow() instanceof LoaderException refused
                                ? refused.sentence()
                                : "it failed in an unforeseen way")
                : Optional.empty();
    }

    /** What it does, for others to see. */
    InstanceReport report(String instance, ProcessFigures process, Instant now) {
        Checkpoint checkpoint = checkpoint();
        Optional<String> problem = died();
        InstanceState state = switch (checkpoint.state()) {
            case EXTRACTING -> InstanceState.EXTRACTING;
            case EXTRACTED, ABANDONED -> InstanceState.EXTRACTED;
        };
        return new InstanceReport(
                instance,
                Role.EXTRACTOR,
                vault(),
                problem.isPresent() ? InstanceState.STOPPED : state,
                problem.orElse(null),
                List.of(checkpoint.run()),
                new ExtractionFigures(
                        checkpoint.total(), checkpoint.position(), checkpoint.published(), checkpoint.rejected()),
                null,
                process,
                now);
    }

    /** Waits for its end, and says why it failed, if it did. */
    Optional<LoaderException> await() {
        try {
            end.join();
            return Optional.empty();
        } catch (CompletionException e) {
            if (e.getCause() instanceof LoaderException refused) {
                return Optional.of(refused);
            }
            throw e;
        }
    }
}
