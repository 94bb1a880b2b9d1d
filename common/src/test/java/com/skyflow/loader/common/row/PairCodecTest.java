package com.skyflow.loader.common.row;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PairCodecTest {
    @Property(tries = 3_000)
    void aPairIsReadAsItWasWritten(@ForAll("texts") String value, @ForAll("texts") String token) {
        Pair pair = new Pair(value, token);
        assertThat(PairCodec.decode(PairCodec.encode(pair))).contains(pair);
    }

    @Property
    void bytesThatAreNoPairAreNone(@ForAll byte[] bytes) {
        assertThat(PairCodec.decode(bytes)).isEmpty();
    }

    @Property
    void aTruncatedPairIsNone(@ForAll("texts") String text) {
        byte[] whole = PairCodec.encode(new Pair(text, text));
        for (int length = 0; length < whole.length; length++) {
            assertThat(PairCodec.decode(Arrays.copyOf(whole, length))).isEmpty();
        }
    }

    @Test
    void isJsonInUtf8() {
        assertThat(PairCodec.encode(new Pair("Zoë \"Q\"", "tok\n1")))
                .isEqualTo("{\"value\":\"Zoë \\\"Q\\\"\",\"token\":\"tok\\n1\"}".getBytes(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "1",
                "[]",
                "{}",
                "{\"value\":\"v\"}",
                "{\"token\":\"t\"}",
                "{\"value\":\"\",\"token\":\"t\"}",
                "{\"value\":\"v\",\"token\":\"\"}",
                "{\"value\":null,\"token\":\"t\"}",
                "{\"value\":1,\"token\":\"t\"}",
                "{\"value\":\"v\",\"token\":\"t\",\"more\":\"m\"}",
                "{\"value\":\"v\",\"token\":\"t\"} 1",
                "{\"value\":\"v\",\"value\":\"w\",\"token\":\"t\"}",
                "{\"value\":{\"value\":\"v\",\"token\":\"t\"}}",
                "{\"value\":\"\\ud800x\",\"token\":\"t\"}",
                "{\"value\":\"v\",\"token\":\"\\udc00\"}"
            })
    void otherJsonIsNoPair(String json) {
        assertThat(PairCodec.decode(json.getBytes(UTF_8))).isEmpty();
    }

    @Test
    void nothingIsNoPair() {
        assertThat(PairCodec.decode(null)).isEmpty();
    }

    @Test
    void orderAndBlanksDoNotMatter() {
        assertThat(PairCodec.decode("{ \"token\" : \"t\", \"value\" : \"v\" }".getBytes(UTF_8)))
                .contains(new Pair("v", "t"));
    }

    @Test
    void aPairIsNeverPrinted() {
        assertThat(new Pair("value", "token")).hasToString("Pair[***]");
    }

    /** Everything that UTF-8 can hold: all code points but surrogates alone. */
    @Provide
    Arbitrary<String> texts() {
        Arbitrary<Integer> any = Arbitraries.integers().between(0, Character.MAX_CODE_POINT);
        Arbitrary<Integer> special = Arbitraries.of((int) '"', (int) '\\', 0, 0x1f, 0x7f, 0x2028, 0xfffd, 0x1f600);
        return Arbitraries.frequencyOf(
                        Tuple.of(3, any.filter(point -> point < 0xd800 || point > 0xdfff)), Tuple.of(1, special))
                .list()
                .ofMinSize(1)
                .ofMaxSize(30)
                .map(points -> points.stream()
                        .collect(
                                StringBuilder::new, (text, point) -> text.appendCodePoint(point), StringBuilder::append)
                        .toString());
    }
}
