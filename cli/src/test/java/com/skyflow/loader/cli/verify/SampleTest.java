package com.skyflow.loader.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class SampleTest {
    @Test
    void choosesAsManyAsAreWanted() {
        for (long seed = 0; seed < 200; seed++) {
            assertThat(chosen(100, 7, seed)).hasSize(7);
        }
    }

    @Test
    void choosesAllWhereThereAreNoMore() {
        assertThat(chosen(5, 100, 1)).containsExactly(1, 2, 3, 4, 5);
        assertThat(chosen(5, 0, 1)).isEmpty();
    }

    @Test
    void choosesEveryRowEquallyOften() {
        int[] often = new int[10];
        for (long seed = 0; seed < 10_000; seed++) {
            chosen(10, 3, seed).forEach(row -> often[row - 1]++);
        }
        assertThat(Arrays.stream(often).boxed())
                .allSatisfy(times -> assertThat(times).isBetween(2_800, 3_200));
    }

    private static List<Integer> chosen(int rows, long wanted, long seed) {
        Sample sample = new Sample(rows, wanted, new SplittableRandom(seed));
        List<Integer> chosen = new ArrayList<>();
        for (int row = 1; row <= rows; row++) {
            if (sample.includesNext()) {
                chosen.add(row);
            }
        }
        return chosen;
    }
}
