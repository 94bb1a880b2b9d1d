package com.skyflow.loader.monitor.lag;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class PaceTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Pace pace = new Pace(Duration.ofSeconds(6));

    @Test
    void isNoneBeforeTheSecondCount() {
        pace.add(500, 0);

        assertThat(pace.perSecond()).isZero();
        assertThat(pace.timeFor(100)).isEmpty();
    }

    @Test
    void isNeverNegativeAndBeginsAnewWithACountThatIsSmaller() {
        pace.add(12_000, 0);
        pace.add(300, SECOND);

        assertThat(pace.perSecond()).isZero();
        pace.add(500, 2 * SECOND);
        assertThat(pace.perSecond()).isEqualTo(200);
    }

    @Test
    void forgetsWhatIsOlderThanItsWindow() {
        pace.add(0, 0);
        pace.add(100_000, 4 * SECOND);
        pace.add(100_600, 10 * SECOND);

        assertThat(pace.perSecond()).isEqualTo(100);
        assertThat(pace.timeFor(1_000)).contains(Duration.ofSeconds(10));
    }
}
