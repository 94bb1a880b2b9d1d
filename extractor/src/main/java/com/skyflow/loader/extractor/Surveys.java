package com.skyflow.loader.extractor;

import com.skyflow.loader.common.vault.VaultName;
import com.skyflow.loader.extractor.source.Survey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;

/** Counts several sources side by side, as many at once as there are processors. */
final class Surveys {
    private Surveys() {}

    /**
     * What counting each of them found.
     *
     * @throws com.skyflow.loader.common.failure.LoaderException if one is malformed: the first of those that are. The others are not
     *     waited for, because counting cannot be broken off.
     */
    static Map<VaultName, Optional<Survey>> of(List<VaultSource> vaults) {
        Semaphore processors = new Semaphore(Runtime.getRuntime().availableProcessors(), true);
        Map<VaultName, CompletableFuture<Optional<Survey>>> counted = new LinkedHashMap<>();
        vaults.forEach(vault -> counted.put(vault.vault(), begin(vault, processors)));
        Map<VaultName, Optional<Survey>> surveys = new LinkedHashMap<>();
        counted.forEach((vault, survey) -> surveys.put(vault, await(survey)));
        return surveys;
    }

    private static CompletableFuture<Optional<Survey>> begin(VaultSource vault, Semaphore processors) {
        CompletableFuture<Optional<Survey>> survey = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("count-" + vault.vault()).start(() -> {
            processors.acquireUninterruptibly();
            try {
                survey.complete(vault.source().survey());
            } catch (RuntimeException | Error e) {
                survey.completeExceptionally(e);
            } finally {
                processors.release();
            }
        });
        return survey;
    }

    private static Optional<Survey> await(CompletableFuture<Optional<Survey>> survey) {
        try {
            return survey.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }
}
