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
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.assertj.core.groups.Tuple;
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
        try (Claims claims = new Claims(List.of(DOB), vault -> publisher(other, vault, UUID.randomUUID()))) {
            assertThat(claims.confirm(Map.of(DOB, first), List.of())).isTrue();
        }

        List<Checkpoint> ends = new ExtractorFixture(other).extract(dob, ssn);

        assertThat(ends).extracting(Checkpoint::run).containsOnly(first.run());
        assertThat(ends).extracting(Checkpoint::startedAt).containsOnly(first.startedAt());
        new ExtractorFixture(other).ensurePublished(SSN, first.run(), 100);
    }

    @Test
    void freshGivesUpARunAlsoWhereAnotherExtractorContinuesItBehindThat() {
        Checkpoint old = begun().getLast();
        Rival rival = new Rival();
        // The last checkpoints of two runs, and the first of the new one, which are not committed yet.
        ArrivalGate.after(3, () -> rival.publish(old));

        List<Checkpoint> ends = extractFresh(rival, Clock.systemUTC());

        ensureGivenUp(old, ends, tuple(State.EXTRACTING, 0L), tuple(State.ABANDONED, 0L), tuple(State.EXTRACTING, 0L));
    }

    @Test
    void freshGivesUpARunWithAllOfItsRowsAlsoWhereAnotherExtractorPublishesSomeBeforeThat() {
        Checkpoint old = begun().getLast();
        Rival rival = new Rival();
        Checkpoint further = old.advance(40, 0, null, State.EXTRACTING, old.at());

        // It is asked for the time when the runs to give up have been read.
        List<Checkpoint> ends = extractFresh(rival, new HookedClock(() -> rival.publish(further)));

        ensureGivenUp(old, ends, tuple(State.EXTRACTING, 0L), tuple(State.EXTRACTING, 40L), tuple(State.ABANDONED, 0L));
    }

    private List<Checkpoint> extractFresh(Rival rival, Clock clock) {
        try (LedgerLog log = new LedgerLog(cluster.clients())) {
            return ExtractorFixture.run(
                    new Extractor(log, clock, rival).prepare(List.of(dob, ssn), Unfinished.ABANDON));
        }
    }

    /** Fails unless a run of ssn went as expected and was then given up with all of its rows, and both vaults were extracted anew. */
    private void ensureGivenUp(Checkpoint old, List<Checkpoint> ends, Tuple... before) {
        List<Checkpoint> checkpoints = cluster.checkpoints(SSN).stream()
                .filter(each -> each.run().equals(old.run()))
                .toList();
        assertThat(checkpoints.subList(0, checkpoints.size() - 1))
                .extracting(Checkpoint::state, Checkpoint::published)
                .containsExactly(before);
        assertThat(checkpoints.getLast().state()).isEqualTo(State.ABANDONED);
        assertThat(checkpoints.getLast().published())
                .isEqualTo(checkpoints.stream()
                        .mapToLong(Checkpoint::published)
                        .max()
                        .orElseThrow());
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
        Map<String, String> properties = new HashMap<>(ArrivalGate.PROPERTIES);
        // However slow the machine is, no transaction ends by itself while another extractor publishes in its midst.
        properties.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, "60000");
        return Cluster.at(KAFKA.bootstrapServers(), KAFKA.freshPrefix(), properties)
                .with(DOB, SSN);
    }

    private static Publisher publisher(Cluster cluster, VaultName vault, UUID extractor) {
        return Publisher.open(cluster.clients(), vault, extractor, ExtractorFixture.SETTINGS, Clock.systemUTC());
    }

    /** Claims vaults for an extractor, and ssn for another one right after it. */
    private final class Rival implements Function<VaultName, Publisher> {
        private final UUID extractor = UUID.randomUUID();
        private @Nullable Publisher rival;

        @Override
        public Publisher apply(VaultName vault) {
            Publisher claimed = publisher(cluster, vault, extractor);
            if (vault.equals(SSN) && rival == null) {
                rival = publisher(cluster, vault, UUID.randomUUID());
            }
            return claimed;
        }

        /** Publishes for the other one, which then breaks off. */
        void publish(Checkpoint checkpoint) {
            try (Publisher publishing = Objects.requireNonNull(rival)) {
                publishing.publish(List.of(checkpoint));
            }
        }
    }

    /** Does something before it tells the time for the first time. */
    private static final class HookedClock extends Clock {
        private @Nullable Runnable hook;

        HookedClock(Runnable hook) {
            this.hook = hook;
        }

        @Override
        public Instant instant() {
            Runnable first = hook;
            hook = null;
            if (first != null) {
                first.run();
            }
            return Instant.now();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
