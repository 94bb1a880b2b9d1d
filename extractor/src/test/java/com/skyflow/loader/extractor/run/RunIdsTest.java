package com.skyflow.loader.extractor.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyflow.loader.common.row.RowKey;
import java.time.Instant;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RunIdsTest {
    private static final Instant START = Instant.parse("2026-11-21T03:26:10.999Z");

    @Test
    void areTheStartInUtcAndSixDigits() {
        RandomGenerator random = () -> 0x00ff7a_12345678L << 8;
        assertThat(RunIds.next(START, random)).isEqualTo("20261121T032610-ff7a12");
    }

    @Property
    void nameARowInAnyCase(@ForAll long bits) {
        String run = RunIds.next(START, () -> bits);
        assertThat(run).matches("20261121T032610-[0-9a-f]{6}");
        assertThat(RowKey.parse(new RowKey(run, 1).toBytes())).contains(new RowKey(run, 1));
    }
}
