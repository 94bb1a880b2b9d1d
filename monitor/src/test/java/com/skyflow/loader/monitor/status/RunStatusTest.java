package com.skyflow.loader.monitor.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyflow.loader.common.ledger.Account;
import com.skyflow.loader.common.ledger.Calls;
import com.skyflow.loader.common.ledger.Checkpoint;
import com.skyflow.loader.common.ledger.Checkpoint.State;
import com.skyflow.loader.common.ledger.LedgerKey;
import com.skyflow.loader.common.ledger.Outcome;
import com.skyflow.loader.common.ledger.SourceIdentity;
import com.skyflow.loader.common.vault.Destination;
import com.skyflow.loader.monitor.Fixture;
import com.skyflow.loader.monitor.pending.Balance;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RunStatusTest {
    private static final LedgerKey KEY = new LedgerKey("run1", Fixture.SSN);
    private static final Instant START = Instant.parse("2026-11-21T03:00:00Z");
    private static final Account ACCOUNT = Account.EMPTY.with(new Checkpoint(
            "run1",
            Fixture.SSN,
            List.of(Fixture.SSN),
            State.EXTRACTED,
            new SourceIdentity("csv", List.of("d.csv"), null, 0, false),
            new Destination("https://vault.example", "v1", "persons", "ssn"),
            null,
            null,
            100,
            100,
            0,
            null,
            START,
            START));
    private static final Account LATER =
            ACCOUNT.plus(new Outcome("run1", Fixture.SSN, 30, Map.of(), 0, 0, 0, 0, Calls.NONE, "host-1", START));

    @Test
    void ofALaterAccountBalancesWhereItDid() {
        RunStatus later = new RunStatus(KEY, new Balance(ACCOUNT, 100, true), 0, true).movedTo(LATER);

        assertThat(later.balance().pending()).isEqualTo(70);
        assertThat(later.contradicts()).isFalse();
    }

    @Test
    void ofALaterAccountKeepsADifferenceThatWasFound() {
        RunStatus later = new RunStatus(KEY, new Balance(ACCOUNT, 99, true), 0, true).movedTo(LATER);

        assertThat(later.balance().pending()).isEqualTo(69);
        assertThat(later.contradicts()).isTrue();
    }

    @Test
    void ofALaterAccountKeepsADeadLetterThatShouldNotBeThere() {
        RunStatus later = new RunStatus(KEY, new Balance(ACCOUNT, 100, true), 1, true).movedTo(LATER);

        assertThat(later.open()).isEqualTo(1);
        assertThat(later.contradicts()).isTrue();
    }

    @Test
    void thatWasCountedWhileItMovedIsNotJudged() {
        RunStatus later = new RunStatus(KEY, new Balance(ACCOUNT, 95, false), 3, false).movedTo(LATER);

        assertThat(later).isEqualTo(RunStatus.assumed(KEY, LATER));
        assertThat(later.balance().pending()).isEqualTo(70);
        assertThat(later.contradicts()).isFalse();
    }
}
