package com.skyflow.loader.common.row;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PlainTextTest {
    @Property
    void endsAtTheFirstByteThatIsNotPlain(
            @ForAll @IntRange(max = 40) int length, @ForAll @IntRange(max = 40) int at, @ForAll byte other) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) 'x');
        if (at < length) {
            bytes[at] = other;
        }
        assertThat(PlainText.end(bytes, 0)).isEqualTo(at < length && !isPlain(other) ? at : length);
    }

    @Test
    void everyByteIsJudgedAloneAsAmongItsNeighbours() {
        for (int value = Byte.MIN_VALUE; value <= Byte.MAX_VALUE; value++) {
            for (int at = 0; at < 8; at++) {
                for (byte neighbour : new byte[] {' ', '!', '#', '[', ']', '~', 127}) {
                    byte[] bytes = new byte[8];
                    Arrays.fill(bytes, neighbour);
                    bytes[at] = (byte) value;
                    assertThat(PlainText.end(bytes, 0)).isEqualTo(isPlain((byte) value) ? 8 : at);
                }
            }
        }
    }

    @Test
    void beginsWhereItIsTold() {
        byte[] bytes = "\"\"plain\"".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        assertThat(PlainText.end(bytes, 2)).isEqualTo(7);
        assertThat(PlainText.end(bytes, 8)).isEqualTo(8);
    }

    private static boolean isPlain(byte one) {
        return one >= 0x20 && one != '"' && one != '\\' && one != '?';
    }
}
