package com.skyflow.loader.extractor;

import static com.skyflow.loader.extractor.Load.DOB;
import static com.skyflow.loader.extractor.Load.SSN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.skyflow.loader.common.ledger.Checkpoint;
import com.skyflow.loader.common.ledger.Checkpoint.State;
import com.skyflow.loader.common.ledger.LedgerLog;
import com.skyflow.loader.common.vault.VaultName;
import com.skyflow.loader.extractor.publish.Publisher;
import com.skyflow.loader.extractor.run.Decider.Unfinished;
import com.skyflow.loader.testing.EmbeddedKafka;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Extractors that claim the same vaults at the same time, or break off while they do. */
class ClaimsIT {
    @RegisterExtension
    static final EmbeddedKafka KAFKA = new EmbeddedKafka();

    @TempDir
    Path folder;

    private Cluster cluster;
    private ExtractorFixture fixture;
    private VaultSource dob;
    private VaultSource ssn;

    @BeforeEach
    void createTopicsAndFiles() {
        cluster = newCluster();
        fixture = new ExtractorFixture(cluster);
        Load load = new Load(folder);
        dob = load.rows(DOB, 100);
        ssn = load.rows(SSN, 100);
    }

    @Test
    void aVaultThatWasPlannedButNotBegunJoinsItsRun() {
        Checkpoint first = begun().getFirst();
        Cluster other = newCluster();
        // As if the process was killed between the first checkpoints of the two.
        try (Claims claims = new Claims(List.of(DOB), vault -> publisher(other, vault))) {
            assertThat(claims.confirm(Map.of(DOB, first), List.of())).isTrue();
        }

        List<Checkpoint> ends = new ExtractorFixture(other).extract(dob, ssn);

        assertThat(ends).extracting(Checkpoint::run).containsOnly(first.run());
        assertThat(ends).extracting(Checkpoint::startedAt).containsOnly(first.startedAt());
        new ExtractorFixture(other).ensurePublished(SSN, first.run(), 100);
    }

    @Test
    void freshGivesUpARunAlsoWhereAnotherExtractorContinuesItMeanwhile() {
        Checkpoint old = begun().getLast();
        Rival rival = new Rival(old);

        List<Extraction> extractions;
        try (LedgerLog log = new LedgerLog(cluster.clients())) {
            extractions = new Extractor(log, Clock.systemUTC(), rival).prepare(List.of(dob, ssn), Unfinished.ABANDON);
        }
        List<Checkpoint> ends = ExtractorFixture.run(extractions);

        assertThat(rival.hasContinued).isTrue();
        assertThat(cluster.checkpoints(SSN).stream().filter(each -> each.run().equals(old.run())))
                .extracting(Checkpoint::state)
                .as("begun, given up, continued by the other, given up")
                .containsExactly(State.EXTRACTING, State.ABANDONED, State.EXTRACTING, State.ABANDONED);
        assertThat(ends)
                .extracting(Checkpoint::vault, Checkpoint::state, Checkpoint::plan)
                .containsExactly(
                        tuple(DOB, State.EXTRACTED, List.of(DOB, SSN)), tuple(SSN, State.EXTRACTED, List.of(DOB, SSN)));
        String run = ends.getFirst().run();
        assertThat(run).isNotEqualTo(old.run()).isEqualTo(ends.getLast().run());
        fixture.ensurePublished(DOB, run, 100);
        fixture.ensurePublished(SSN, run, 100);
    }

    /** The first checkpoints of a run of both vaults, which nobody extracts any more. */
    private List<Checkpoint> begun() {
        List<Extraction> extractions = fixture.prepare(dob, ssn);
        extractions.forEach(Extraction::close);
        return extractions.stream().map(Extraction::checkpoint).toList();
    }

    private static Cluster newCluster() {
        return Cluster.at(KAFKA.bootstrapServers(), KAFKA.freshPrefix()).with(DOB, SSN);
    }

    private static Publisher publisher(Cluster cluster, VaultName vault) {
        return Publisher.open(
                cluster.clients(), vault, UUID.randomUUID(), ExtractorFixture.SETTINGS, Clock.systemUTC());
    }

    /**
     * Claims vaults for an extractor, and ssn for another one right after it, which goes on with a run just before the first takes that
     * vault back.
     */
    private final class Rival implements Function<VaultName, Publisher> {
        private final Checkpoint continued;
        private @Nullable Publisher publisher;
        private boolean hasContinued;

        Rival(Checkpoint continued) {
            this.continued = continued;
        }

        @Override
        public Publisher apply(VaultName vault) {
            Publisher rival = publisher;
            if (rival != null && vault.equals(SSN)) {
                rival.publish(List.of(continued));
                rival.close();
                hasContinued = true;
            }
            Publisher claimed = publisher(cluster, vault);
            if (vault.equals(SSN) && !hasContinued) {
                publisher = publisher(cluster, vault);
            }
            return claimed;
        }
    }
}
