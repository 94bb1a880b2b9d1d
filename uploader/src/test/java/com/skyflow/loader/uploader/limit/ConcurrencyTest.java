package com.skyflow.loader.uploader.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ConcurrencyTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final int MANY = 1_000;

    private final Concurrency concurrency = new Concurrency(32, 0);

    @Test
    void startsLowAndDoublesWithEachRound() {
        assertThat(concurrency.limit()).isEqualTo(4);
        bear(4, SECOND);
        assertThat(concurrency.limit()).isEqualTo(8);
        bear(8, SECOND);
        assertThat(concurrency.limit()).isEqualTo(16);
        bear(MANY, SECOND);
        assertThat(concurrency.limit()).isEqualTo(32);
    }

    @Test
    void neverStartsAboveTheMost() {
        assertThat(new Concurrency(2, 0).limit()).isEqualTo(2);
    }

    @Test
    void doesNotGrowWhileItIsNotMadeUseOf() {
        for (int i = 0; i < MANY; i++) {
            concurrency.bore(1, SECOND);
        }
        assertThat(concurrency.limit()).isEqualTo(4);
    }

    @Test
    void callsThatWereInFlightTogetherDecreaseItOnce() {
        bear(MANY, SECOND);
        assertThat(concurrency.strained(SECOND, 2 * SECOND, false)).isTrue();
        assertThat(concurrency.strained(SECOND, 2 * SECOND, false)).isFalse();
        assertThat(concurrency.limit()).isEqualTo(16);
    }

    @Test
    void givesWayLessWhileAPaceHoldsCallsBack() {
        bear(MANY, SECOND);
        concurrency.strained(SECOND, 2 * SECOND, true);
        assertThat(concurrency.limit()).isEqualTo(27);
    }

    @Test
    void neverFallsBelowOne() {
        for (long at = 1; at < 20; at++) {
            concurrency.strained(at * SECOND, at * SECOND, false);
        }
        assertThat(concurrency.limit()).isEqualTo(1);
    }

    @Test
    void growsByOneARoundAboveWhatItRemembers() {
        bear(MANY, SECOND);
        concurrency.strained(SECOND, 2 * SECOND, false);
        bear(16, 3 * SECOND);
        assertThat(concurrency.limit()).isBetween(16, 17);
        bear(16, 3 * SECOND);
        assertThat(concurrency.limit()).isBetween(17, 18);
    }

    @Test
    void returnsQuicklyToWhatItRemembersForAMinute() {
        bear(MANY, SECOND);
        for (long at = 2; at < 12; at++) {
            concurrency.strained(at * SECOND, at * SECOND, false);
        }
        assertThat(concurrency.limit()).isEqualTo(1);

        bear(1 + 2 + 4 + 8, 13 * SECOND);

        assertThat(concurrency.limit()).isEqualTo(16);
    }

    @Test
    void forgetsAfterAMinute() {
        bear(MANY, SECOND);
        concurrency.strained(2 * SECOND, 2 * SECOND, false);
        bear(16, 63 * SECOND);
        assertThat(concurrency.limit()).isEqualTo(32);
    }

    /** So many calls in a row that the vault takes while all that are allowed are in flight. */
    private void bear(int calls, long now) {
        for (int i = 0; i < calls; i++) {
            concurrency.bore(concurrency.limit(), now);
        }
    }
}
