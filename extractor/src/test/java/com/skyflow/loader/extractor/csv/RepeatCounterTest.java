package com.skyflow.loader.extractor.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.skyflow.loader.common.ledger.Checkpoint.Repeats;
import org.junit.jupiter.api.Test;

class RepeatCounterTest {
    private final Cell cell = new Cell();

    @Test
    void countsExactlyUpToItsBound() {
        RepeatCounter counter = new RepeatCounter();
        add(counter, RepeatCounter.MAX_EXACT);
        add(counter, 1_234);
        assertThat(counter.repeats()).isEqualTo(new Repeats(1_234, true));
    }

    @Test
    void estimatesBeyondToAPercentOfAllRows() {
        RepeatCounter counter = new RepeatCounter();
        add(counter, 1_500_000);
        add(counter, 1_500_000);
        Repeats repeats = counter.repeats();
        assertThat(repeats.exact()).isFalse();
        // Twelve standard errors of the estimate.
        assertThat(repeats.rows()).isCloseTo(1_500_000L, within(75_000L));
    }

    @Test
    void countsNothingInNoRows() {
        assertThat(new RepeatCounter().repeats()).isEqualTo(new Repeats(0, true));
    }

    private void add(RepeatCounter counter, int different) {
        for (int i = 0; i < different; i++) {
            char[] value = Integer.toString(i).toCharArray();
            cell.set(value, 0, value.length);
            counter.add(cell);
        }
    }
}
