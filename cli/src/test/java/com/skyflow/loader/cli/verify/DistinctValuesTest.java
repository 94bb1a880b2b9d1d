package com.skyflow.loader.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class DistinctValuesTest {
    @Test
    void countsEachValueOnceThoughMostAreInFiles() {
        try (DistinctValues values = new DistinctValues(2)) {
            for (int round = 0; round < 3; round++) {
                for (int i = 0; i < 20_000; i++) {
                    values.add("value " + i);
                }
            }
            assertThat(values.count()).isEqualTo(20_000);
        }
    }

    @Test
    void countsNothingWhereThereIsNothing() {
        try (DistinctValues values = new DistinctValues(2)) {
            assertThat(values.count()).isZero();
        }
    }

    @Test
    void countsTheSameInMemory() {
        try (DistinctValues values = new DistinctValues(1_000)) {
            for (int i = 0; i < 6_000; i++) {
                values.add("value " + i % 4_000);
            }
            assertThat(values.count()).isEqualTo(4_000);
        }
    }
}
