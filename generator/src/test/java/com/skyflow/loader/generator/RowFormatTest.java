package com.skyflow.loader.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RowFormatTest {
    private static String value(RowFormat format, long row) {
        byte[] to = new byte[RowFormat.MAX_ROW_BYTES];
        return new String(to, 0, format.writeValue(row, to, 0), StandardCharsets.US_ASCII);
    }

    private static String token(RowFormat format, long row) {
        byte[] to = new byte[RowFormat.MAX_ROW_BYTES];
        return new String(to, 0, format.writeToken(row, to, 0), StandardCharsets.US_ASCII);
    }

    private static String suffix(String row) {
        return row.strip().substring(row.strip().length() - Suffixes.WIDTH);
    }

    @ParameterizedTest
    @EnumSource
    void rowsAreReproducibleButTheSuffixOfTheTokenIsAnother(MockVault vault) {
        RowFormat format = new RowFormat(vault, RunSalt.seeded(1));
        RowFormat again = new RowFormat(vault, RunSalt.seeded(1));

        assertThat(value(again, 5)).isEqualTo(value(format, 5));
        assertThat(token(again, 5)).isEqualTo(token(format, 5));
        assertThat(suffix(token(format, 5))).isNotEqualTo(suffix(value(format, 5)));
    }

    @Property
    void suffixesOfTwoRowsDiffer(
            @ForAll long seed,
            @ForAll @LongRange(max = GenerationPlan.MAX_ROWS) long row,
            @ForAll @LongRange(min = 1, max = 1_000) long distance) {
        RowFormat format = new RowFormat(MockVault.ID, RunSalt.seeded(seed));

        assertThat(suffix(token(format, row))).matches("[a-z0-9]{16}");
        assertThat(suffix(token(format, row + distance))).isNotEqualTo(suffix(token(format, row)));
    }
}
