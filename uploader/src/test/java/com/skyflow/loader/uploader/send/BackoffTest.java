package com.skyflow.loader.uploader.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class BackoffTest {
    @Property
    void waitsBetweenNothingAndTheBound(
            @ForAll @IntRange(max = 60_000) int base,
            @ForAll @IntRange(max = 600_000) int longest,
            @ForAll @IntRange(min = 1, max = 1_000) int failures,
            @ForAll Random random) {
        Duration wait = new Backoff(Duration.ofMillis(base), Duration.ofMillis(longest)).after(failures, random);
        double bound = Math.min(longest, base * Math.pow(2, failures - 1));
        assertThat(wait.toNanos() / 1e6).isBetween(0.0, bound);
    }

    @Test
    void spreadsOverTheWholeRange() {
        Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1));
        Random random = new Random(1);
        long[] waits = LongStream.generate(() -> backoff.after(2, random).toMillis())
                .limit(10_000)
                .toArray();
        for (int bucket = 0; bucket < 10; bucket++) {
            long from = bucket * 20L;
            assertThat(LongStream.of(waits)
                            .filter(wait -> wait >= from && wait < from + 20)
                            .count())
                    .isBetween(800L, 1_200L);
        }
    }
}
