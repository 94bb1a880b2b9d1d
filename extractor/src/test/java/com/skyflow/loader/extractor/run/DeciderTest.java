package com.skyflow.loader.extractor.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import com.skyflow.loader.common.ledger.Calls;
import com.skyflow.loader.common.ledger.Checkpoint;
import com.skyflow.loader.common.ledger.Checkpoint.State;
import com.skyflow.loader.common.ledger.Ledger;
import com.skyflow.loader.common.ledger.Outcome;
import com.skyflow.loader.common.ledger.SourceIdentity;
import com.skyflow.loader.common.vault.Destination;
import com.skyflow.loader.common.vault.VaultName;
import com.skyflow.loader.extractor.VaultSource;
import com.skyflow.loader.extractor.run.Decider.Unfinished;
import com.skyflow.loader.extractor.source.SourceStub;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeciderTest {
    private static final VaultName SSN = new VaultName("ssn");
    private static final VaultName DOB = new VaultName("dob");
    private static final Instant START = Instant.parse("2026-11-21T03:00:00Z");
    private static final Destination THERE = new Destination("https://vault.example", "v1", "persons", "ssn");
    private static final SourceIdentity FILE = new SourceIdentity("csv", List.of("d.csv", "t.csv"), "f1", 0, false);
    private static final Decision NEW_RUN = new Decision.Begin(Optional.empty(), Optional.empty());

    private final Ledger ledger = new Ledger();

    @Test
    void withoutARunOneBegins() {
        assertThat(decide(Unfinished.CONTINUE)).isEqualTo(NEW_RUN);
        assertThat(decide(Unfinished.ABANDON)).isEqualTo(NEW_RUN);
    }

    @Test
    void anUnfinishedExtractionIsResumed() {
        Checkpoint half = at(SSN, 50, State.EXTRACTING);
        assertThat(decide(Unfinished.CONTINUE)).isEqualTo(new Decision.Resume(half));
    }

    @Test
    void whenAllIsReadOnlyUploadsAreLeft() {
        Checkpoint whole = at(SSN, 100, State.EXTRACTED);
        uploaded(SSN, 99);
        assertThat(decide(Unfinished.CONTINUE)).isEqualTo(new Decision.OnlyUploads(whole));
    }

    @Test
    void behindAFinishedRunAnotherBegins() {
        at(SSN, 100, State.EXTRACTED);
        uploaded(SSN, 100);
        at(DOB, 10, State.EXTRACTED);
        uploaded(DOB, 10);
        assertThat(decide(Unfinished.CONTINUE)).isEqualTo(NEW_RUN);
        assertThat(decide(Unfinished.ABANDON)).as("nothing is left to give up").isEqualTo(NEW_RUN);
    }

    @Test
    void aLoadedVaultWaitsForTheOthersOfItsRun() {
        Checkpoint whole = at(SSN, 100, State.EXTRACTED);
        uploaded(SSN, 100);
        assertThat(decide(Unfinished.CONTINUE)).isEqualTo(new Decision.Loaded(whole));
    }

    @Test
    void aLoadedVaultTakesAnotherSourceAsANewRun() {
        at(SSN, 100, State.EXTRACTED);
        uploaded(SSN, 100);
        assertThat(decide(Unfinished.CONTINUE, new SourceIdentity("csv", List.of("e.csv"), "f2", 0, false), THERE))
                .isEqualTo(NEW_RUN);
    }

    @Test
    void aVaultThatItsRunOnlyPlannedBeginsInThisRun() {
        Checkpoint other = at(DOB, 10, State.EXTRACTING);
        assertThat(decide(Unfinished.CONTINUE)).isEqualTo(new Decision.Begin(Optional.of(other), Optional.empty()));
    }

    @Test
    void anUnfinishedRunIsGivenUp() {
        Checkpoint half = at(SSN, 50, State.EXTRACTING);
        Checkpoint abandoned = half.advance(0, 0, null, State.ABANDONED, half.at());
        assertThat(decide(Unfinished.ABANDON)).isEqualTo(new Decision.Begin(Optional.empty(), Optional.of(abandoned)));
    }

    @Test
    void uploadsThatAreLeftAreGivenUp() {
        Checkpoint whole = at(SSN, 100, State.EXTRACTED);
        assertThat(decide(Unfinished.ABANDON))
                .isEqualTo(new Decision.Begin(
                        Optional.empty(), Optional.of(whole.advance(0, 0, null, State.ABANDONED, whole.at()))));
    }

    @Test
    void aPlannedVaultIsGivenUpWithItsRun() {
        at(DOB, 10, State.EXTRACTING);
        assertThat(decide(Unfinished.ABANDON))
                .isInstanceOfSatisfying(
                        Decision.Begin.class,
                        begin -> assertThat(begin.abandoned()).hasValueSatisfying(abandoned -> {
                            assertThat(abandoned.vault()).isEqualTo(SSN);
                            assertThat(abandoned.run()).isEqualTo("r1");
                            assertThat(abandoned.state()).isEqualTo(State.ABANDONED);
                            assertThat(abandoned.position()).isZero();
                        }));
    }

    @Test
    void behindARunThatWasGivenUpAnotherBegins() {
        at(SSN, 50, State.ABANDONED);
        assertThat(decide(Unfinished.CONTINUE)).isEqualTo(NEW_RUN);
    }

    @Test
    void anotherFileIsRefused() {
        at(SSN, 50, State.EXTRACTING);
        refuses(
                new SourceIdentity("csv", List.of("e.csv"), "f1", 0, false),
                THERE,
                "reads [d.csv, t.csv], but now [e.csv] is set.");
    }

    @Test
    void aChangedFileIsRefused() {
        at(SSN, 50, State.EXTRACTING);
        refuses(
                new SourceIdentity("csv", List.of("d.csv", "t.csv"), "f2", 0, false),
                THERE,
                "reads [d.csv, t.csv], which has changed since.");
    }

    @Test
    void anotherLimitOrSuffixIsRefused() {
        at(SSN, 50, State.EXTRACTING);
        refuses(
                new SourceIdentity("csv", List.of("d.csv", "t.csv"), "f1", 7, true),
                THERE,
                "was started with max_records 0 and append-suffix false, but now 7 and true are set.");
    }

    @Test
    void anotherDestinationIsRefusedAlsoWhenOnlyUploadsAreLeft() {
        at(SSN, 50, State.EXTRACTED);
        refuses(
                FILE,
                new Destination("https://other.example", "v1", "persons", "ssn"),
                "goes to https://vault.example/v1/vaults/v1/persons column ssn, but now"
                        + " https://other.example/v1/vaults/v1/persons column ssn is set.");
    }

    private void refuses(SourceIdentity source, Destination destination, String difference) {
        assertThatThrownBy(() -> decide(Unfinished.CONTINUE, source, destination))
                .isInstanceOfSatisfying(
                        LoaderException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessage("Vault ssn: run r1 is unfinished (50 rows read) and " + difference
                        + " Restore what it was started with to continue it, or give it up with --fresh:"
                        + " what is left of it is then never uploaded.");
    }

    private Decision decide(Unfinished unfinished) {
        return decide(unfinished, FILE, THERE);
    }

    private Decision decide(Unfinished unfinished, SourceIdentity source, Destination destination) {
        return new Decider(ledger, unfinished).decide(new VaultSource(SSN, new Named(source), destination));
    }

    private Checkpoint at(VaultName vault, long position, State state) {
        Checkpoint checkpoint = new Checkpoint(
                "r1",
                vault,
                List.of(SSN, DOB),
                state,
                FILE,
                THERE,
                100L,
                null,
                position,
                position,
                0,
                null,
                START,
                START);
        ledger.apply(checkpoint);
        return checkpoint;
    }

    private void uploaded(VaultName vault, long rows) {
        ledger.apply(new Outcome("r1", vault, rows, Map.of(), 0, 0, 0, 0, Calls.NONE, "host-1", START));
    }

    /** A source that is only asked for its identity. */
    private static final class Named extends SourceStub {
        private final SourceIdentity identity;

        Named(SourceIdentity identity) {
            this.identity = identity;
        }

        @Override
        public SourceIdentity identity() {
            return identity;
        }
    }
}
