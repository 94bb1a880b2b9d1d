package com.skyflow.loader.extractor.csv;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyflow.loader.common.row.Pair;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SuffixTest {
    private static final Pair PAIR = new Pair("REBECCA WHITE", "tok");
    private final Suffix suffix = new Suffix.Unique(Instant.ofEpochSecond(1_795_220_634), 42);

    @Test
    void hasTheTimeAndSixteenCharacters() {
        Pair pair = suffix.appendTo(1, PAIR);
        assertThat(pair.value()).matches("REBECCA WHITE_1795220634_[a-z0-9]{16}");
        assertThat(pair.token()).matches("tok_1795220634_[a-z0-9]{16}");
    }

    @Test
    void isTheSameWheneverARowIsRead() {
        assertThat(suffix.appendTo(7, PAIR)).isEqualTo(suffix.appendTo(7, PAIR));
    }

    @Test
    void differsForEachValueAndEachToken() {
        Set<String> ends = new HashSet<>();
        for (long row = 1; row <= 10_000; row++) {
            Pair pair = suffix.appendTo(row, PAIR);
            ends.add(pair.value().substring(PAIR.value().length()));
            ends.add(pair.token().substring(PAIR.token().length()));
        }
        assertThat(ends).hasSize(20_000);
    }

    @Test
    void differsWithTheSeed() {
        assertThat(new Suffix.Unique(Instant.ofEpochSecond(1_795_220_634), 43).appendTo(1, PAIR))
                .isNotEqualTo(suffix.appendTo(1, PAIR));
    }

    @Test
    void leavesRowsAloneWhereThereIsNone() {
        assertThat(new Suffix.None().appendTo(1, PAIR)).isSameAs(PAIR);
    }
}
