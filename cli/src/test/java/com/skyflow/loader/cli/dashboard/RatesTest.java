package com.skyflow.loader.cli.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyflow.loader.cli.dashboard.Rates.Point;
import com.skyflow.loader.common.ledger.Account;
import com.skyflow.loader.common.ledger.Calls;
import com.skyflow.loader.common.ledger.Latency;
import com.skyflow.loader.common.ledger.LedgerKey;
import com.skyflow.loader.common.ledger.Outcome;
import com.skyflow.loader.common.vault.VaultName;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RatesTest {
    private static final VaultName SSN = VaultName.of("ssn");
    private static final LedgerKey KEY = new LedgerKey("run1", SSN);
    private static final Instant START = Instant.parse("2026-11-21T03:00:00Z");

    private final Rates rates = new Rates(List.of(SSN));

    @Test
    void areThoseOfTheLastSecondsAndOfTheCallsInThem() {
        Account before = Account.EMPTY.plus(outcome(1_000, 10, 500));
        rates.add(Map.of(KEY, before), START);
        rates.add(Map.of(KEY, before.plus(outcome(300, 4, 20))), START.plusSeconds(2));

        Point point = rates.history().getOrDefault(SSN, List.of()).getLast();
        assertThat(point.rows()).isEqualTo(150);
        assertThat(point.calls()).isEqualTo(2);
        assertThat(point.throttles()).isEqualTo(0.5);
        assertThat(point.p99()).isBetween(Duration.ofMillis(20), Duration.ofMillis(21));
    }

    @Test
    void areNoneOnceNothingIsDone() {
        Account account = Account.EMPTY.plus(outcome(1_000, 10, 500));
        for (int second = 0; second < 10; second++) {
            rates.add(second == 0 ? Map.of() : Map.of(KEY, account), START.plusSeconds(second));
        }

        List<Point> points = rates.history().getOrDefault(SSN, List.of());
        assertThat(points.getFirst().rows()).isEqualTo(1_000);
        assertThat(points.getLast())
                .isEqualTo(new Point(START.plusSeconds(9), 0, 0, 0, Duration.ZERO, Duration.ZERO, Duration.ZERO));
    }

    private static Outcome outcome(long rows, int calls, long millis) {
        return new Outcome(
                "run1",
                SSN,
                rows,
                Map.of(),
                0,
                0,
                0,
                0,
                new Calls(
                        calls, 0, 1, 0, calls, 0, 0, Latency.of(Collections.nCopies(calls, Duration.ofMillis(millis)))),
                "host-1",
                START);
    }
}
