package com.skyflow.loader.extractor;

import static com.skyflow.loader.extractor.Load.DOB;
import static com.skyflow.loader.extractor.Load.NAME;
import static com.skyflow.loader.extractor.Load.SSN;
import static org.assertj.core.api.Assertions.assertThat;

import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import com.skyflow.loader.common.ledger.Checkpoint.State;
import com.skyflow.loader.common.vault.VaultName;
import com.skyflow.loader.testing.EmbeddedKafka;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Extractors of the same vaults that start in the same instant. */
class TogetherIT {
    private static final long ROWS = 2_500;

    @RegisterExtension
    static final EmbeddedKafka KAFKA = new EmbeddedKafka();

    @RegisterExtension
    final CanaryWatch canary = new CanaryWatch();

    @TempDir
    Path folder;

    private final List<VaultName> vaults = List.of(NAME, DOB, SSN);
    private Cluster cluster;
    private ExtractorFixture fixture;
    private Load load;

    @BeforeEach
    void createTopicsAndFiles() {
        cluster = Cluster.at(KAFKA.bootstrapServers(), KAFKA.freshPrefix()).with(NAME, DOB, SSN);
        fixture = new ExtractorFixture(cluster);
        load = new Load(folder);
        vaults.forEach(vault -> load.rows(vault, ROWS));
    }

    @RepeatedTest(3)
    void publishEachRowOnceAndOneOfThemGoesOn() throws Exception {
        ensureOneGoesOn();
    }

    /** Then both begin with the same checkpoints, to the last byte. */
    @RepeatedTest(3)
    void continueARunAndOneOfThemGoesOn() throws Exception {
        List<Extraction> begun = fixture.prepare(load.source(NAME), load.source(DOB), load.source(SSN));
        begun.forEach(Extraction::close);

        ensureOneGoesOn();
        assertThat(cluster.latest(SSN).run())
                .isEqualTo(begun.getFirst().checkpoint().run());
    }

    private void ensureOneGoesOn() throws Exception {
        List<LoaderException> losers = together(
                () -> fixture.extract(load.source(NAME), load.source(DOB), load.source(SSN)),
                // Another order of the same vaults: they must not take them from each other in turns.
                () -> fixture.extract(load.source(SSN), load.source(DOB), load.source(NAME)));

        assertThat(losers).hasSizeLessThanOrEqualTo(1).allSatisfy(loser -> {
            assertThat(loser.exitCode()).isEqualTo(ExitCode.UNFINISHED);
            assertThat(loser.sentence())
                    .matches("Another extractor of vault (name|dob|ssn) has taken over\\."
                            + " Nothing is published twice; this one ends\\.");
        });
        String run = cluster.latest(SSN).run();
        for (VaultName vault : vaults) {
            assertThat(cluster.latest(vault).state()).isEqualTo(State.EXTRACTED);
            fixture.ensurePublished(vault, run, ROWS);
        }
        cluster.ensureNothingLeaked(vaults);
    }

    private static List<LoaderException> together(Runnable... extractors) throws Exception {
        CyclicBarrier start = new CyclicBarrier(extractors.length);
        List<LoaderException> failures = Collections.synchronizedList(new ArrayList<>());
        try (var threads = Executors.newFixedThreadPool(extractors.length)) {
            List<Future<?>> ends = new ArrayList<>();
            for (Runnable extractor : extractors) {
                ends.add(threads.submit(() -> {
                    start.await(1, TimeUnit.MINUTES);
                    try {
                        extractor.run();
                    } catch (LoaderException e) {
                        failures.add(e);
                    }
                    return null;
                }));
            }
            for (Future<?> end : ends) {
                end.get(5, TimeUnit.MINUTES);
            }
        }
        return failures;
    }
}
