package com.skyflow.loader.common.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LatencyTest {
    @Property(tries = 200)
    void sumsAndTextKeepEveryCall(
            @ForAll List<@IntRange(min = 1, max = 120_000) Integer> some,
            @ForAll List<@IntRange(min = 1, max = 120_000) Integer> others) {
        List<Integer> all = new ArrayList<>(some);
        all.addAll(others);

        Latency sum = Latency.decode(of(some).plus(of(others)).encode());

        assertThat(sum.calls()).isEqualTo(all.size());
        for (double percent : new double[] {0, 50, 95, 99, 100}) {
            assertThat(sum.percentile(percent)).isEqualTo(of(all).percentile(percent));
        }
    }

    @Test
    void knowsPercentilesToTwoDigits() {
        Latency latency = of(IntStream.rangeClosed(1, 1_000).boxed().toList());
        assertThat(latency.percentile(50).toMillis()).isCloseTo(500, within(5L));
        assertThat(latency.percentile(99).toMillis()).isCloseTo(990, within(10L));
        assertThat(latency.total().toMillis()).isCloseTo(500_500, within(5_000L));
        assertThat(latency).hasToString("1000 calls, p50 501 ms");
    }

    @Test
    void longerThanAnHourCountsAsAnHour() {
        assertThat(Latency.of(List.of(Duration.ofDays(2), Duration.ofMillis(-1)))
                        .calls())
                .isEqualTo(2);
    }

    @Test
    void ofNoCallIsZero() {
        assertThat(Latency.NONE.calls()).isZero();
        assertThat(Latency.NONE.percentile(99)).isZero();
        assertThat(Latency.NONE.total()).isZero();
        assertThat(Latency.decode(Latency.NONE.encode()).calls()).isZero();
    }

    @Test
    void refusesOtherText() {
        assertThatThrownBy(() -> Latency.decode("no Base64!")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Latency.decode("AAAA")).isInstanceOf(IllegalArgumentException.class);
    }

    private static Latency of(List<Integer> millis) {
        return Latency.of(millis.stream().map(Duration::ofMillis).toList());
    }
}
