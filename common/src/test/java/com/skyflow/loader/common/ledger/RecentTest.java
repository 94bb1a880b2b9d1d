package com.skyflow.loader.common.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyflow.loader.common.deadletter.Reason;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RecentTest {
    private static final Instant START = Example.START;

    private static Outcome at(long second, long rows, long requests) {
        return new Outcome(
                "run1",
                Example.SSN,
                rows - 1,
                Map.of(Reason.REJECTED, 1L),
                0,
                0,
                0,
                0,
                new Calls(requests, 0, 1, 0, 0, 0, 0, Latency.NONE),
                "host-1",
                START.plusSeconds(second));
    }

    @Test
    void isTheRateOverTheTimeInWhichSomethingWasDone() {
        Recent recent = Recent.NONE
                .plus(at(0, 100, 10))
                .plus(at(4, 100, 10))
                .plus(at(7, 100, 10))
                .plus(at(14, 100, 10));

        assertThat(recent.slots()).hasSize(3);
        assertThat(recent.rowsPerSecond(START.plusSeconds(20))).isEqualTo(20);
        assertThat(recent.requestsPerSecond(START.plusSeconds(20))).isEqualTo(2);
        assertThat(recent.slots().getFirst().throttles()).isEqualTo(2);
    }

    @Test
    void ofALoadThatHasJustBegunIsNotTooFast() {
        assertThat(Recent.NONE.plus(at(0, 100, 10)).rowsPerSecond(START)).isEqualTo(20);
    }

    @Test
    void forgetsWhatIsOlderThanAMinuteInWhateverOrderItCame() {
        Recent recent = Recent.NONE
                .plus(at(70, 100, 10))
                .plus(at(0, 500, 10))
                .plus(at(30, 100, 10))
                .plus(at(69, 100, 10));

        assertThat(recent.slots())
                .extracting(slot -> slot.start() - START.getEpochSecond())
                .containsExactly(30L, 65L, 70L);
        assertThat(recent.rowsPerSecond(START.plusSeconds(85))).isEqualTo(300 / 55.0);
        assertThat(recent.rowsPerSecond(START.plusSeconds(200))).isZero();
    }
}
