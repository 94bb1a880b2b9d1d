package com.skyflow.loader.common.ledger;

import static com.skyflow.loader.common.ledger.Example.DOB;
import static com.skyflow.loader.common.ledger.Example.SSN;
import static com.skyflow.loader.common.ledger.Example.START;
import static com.skyflow.loader.common.ledger.Example.extracted;
import static com.skyflow.loader.common.ledger.Example.first;
import static com.skyflow.loader.common.ledger.Example.uploaded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.skyflow.loader.common.deadletter.Reason;
import com.skyflow.loader.common.ledger.Checkpoint.State;
import com.skyflow.loader.common.vault.VaultName;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final LedgerKey KEY = new LedgerKey("r1", SSN);

    private final Ledger ledger = new Ledger();

    record Shuffled(List<Outcome> outcomes, List<Outcome> otherOrder) {}

    @Property(tries = 300)
    void theOrderOfOutcomesDoesNotMatter(@ForAll("shuffled") Shuffled shuffled) {
        Account one = sum(shuffled.outcomes());
        Account other = sum(shuffled.otherOrder());

        assertThat(one)
                .usingRecursiveComparison()
                .ignoringFields("calls.latency")
                .isEqualTo(other);
        assertThat(one.calls().latency().encode())
                .isEqualTo(other.calls().latency().encode());
        assertThat(one.uploaded())
                .isEqualTo(shuffled.outcomes().stream()
                        .mapToLong(Outcome::uploaded)
                        .sum());
        assertThat(one.deadLetters() + one.uploaded() + one.discarded() + one.outstanding())
                .isEqualTo(one.replayed());
    }

    @Test
    void anOutcomeMayComeBeforeItsCheckpoint() {
        ledger.apply(uploaded("r1", SSN, 10));
        ledger.apply(extracted("r1", SSN, 10, 0));
        assertThat(ledger.account(KEY).isFinished()).isTrue();
    }

    @Test
    void balancesWhenWhatIsOutstandingIsPending() {
        ledger.apply(extracted("r1", SSN, 95, 5));
        ledger.apply(Example.outcome("r1", SSN, 60, Map.of(Reason.REJECTED, 3L, Reason.EXHAUSTED, 2L), 10));

        Account account = ledger.account(KEY);
        assertThat(account.read()).isEqualTo(100);
        assertThat(account.published()).isEqualTo(95);
        assertThat(account.rejected()).isEqualTo(5);
        assertThat(account.deadLetters()).isEqualTo(5);
        assertThat(account.outstanding()).isEqualTo(20);
        assertThat(account.balances(20)).isTrue();
        assertThat(account.balances(19)).isFalse();
        assertThat(account.isFinished()).isFalse();
    }

    @Test
    void withoutACheckpointNothingBalances() {
        assertThat(Account.EMPTY.balances(0)).isFalse();
        ledger.apply(uploaded("r1", SSN, 1));
        assertThat(ledger.account(KEY).balances(0)).isFalse();
    }

    @Test
    void theLatestCheckpointCounts() {
        Checkpoint first = first("r1", SSN);
        ledger.apply(first);
        ledger.apply(first.advance(10, 2, null, State.EXTRACTING, START.plusSeconds(1)));
        assertThat(ledger.account(KEY).read()).isEqualTo(12);
        assertThat(ledger.accounts()).containsOnlyKeys(KEY);
    }

    @Test
    void aRunIsOverWhenEveryVaultOfItsPlanIsFinishedOrGivenUp() {
        Checkpoint ssn = extracted("r1", SSN, 10, 0);
        ledger.apply(ssn);
        ledger.apply(uploaded("r1", SSN, 10));
        assertThat(ledger.isOver(ssn)).as("the other vault was not begun").isFalse();

        ledger.apply(extracted("r1", DOB, 4, 1));
        assertThat(ledger.isOver(ssn)).as("rows of the other vault are pending").isFalse();

        ledger.apply(Example.outcome("r1", DOB, 3, Map.of(Reason.REJECTED, 1L), 0));
        assertThat(ledger.isOver(ssn)).isTrue();
    }

    @Test
    void aRunIsOverWhenItIsGivenUp() {
        Checkpoint ssn = first("r1", SSN).advance(5, 0, null, State.ABANDONED, START);
        ledger.apply(ssn);
        ledger.apply(first("r1", DOB).advance(0, 0, null, State.ABANDONED, START));
        assertThat(ledger.isOver(ssn)).isTrue();
    }

    @Test
    void theLatestRunIsTheOneThatStartedLast() {
        Checkpoint later = first("r0", DOB, START.plusSeconds(60));
        ledger.apply(later);
        ledger.apply(first("r1", SSN));
        assertThat(ledger.latestRunOf(SSN)).contains(later);
        assertThat(ledger.latestStart()).contains(START.plusSeconds(60));
        assertThat(ledger.latestRunOf(new VaultName("name"))).isEmpty();
    }

    @Test
    void aCheckpointThatDoesNotAddUpIsRefused() {
        Checkpoint first = first("r1", SSN);
        assertThatThrownBy(() -> new Checkpoint(
                        first.run(),
                        first.vault(),
                        first.plan(),
                        first.state(),
                        first.source(),
                        first.destination(),
                        null,
                        null,
                        10,
                        8,
                        1,
                        null,
                        START,
                        START))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("read 10 rows (expected: published 8 + rejected 1)");
    }

    private static Account sum(List<Outcome> outcomes) {
        Ledger ledger = new Ledger();
        outcomes.forEach(ledger::apply);
        return ledger.account(KEY);
    }

    @Provide
    Arbitrary<Shuffled> shuffled() {
        Arbitrary<Long> rows = Arbitraries.longs().between(0, 1_000);
        Arbitrary<Map<Reason, Long>> reasons = Arbitraries.maps(Arbitraries.of(Reason.class), rows);
        return Combinators.combine(rows, reasons, rows)
                .as((uploaded, deadLettered, discarded) ->
                        Example.outcome("r1", SSN, uploaded, deadLettered, discarded))
                .list()
                .ofMinSize(1)
                .ofMaxSize(20)
                .flatMap(outcomes -> Arbitraries.shuffle(outcomes).map(other -> new Shuffled(outcomes, other)));
    }
}
