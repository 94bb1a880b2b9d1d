package com.skyflow.loader.vault.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.skyflow.loader.common.row.Pair;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class InsertBodyTest {
    private static final List<Pair> PAIRS =
            List.of(new Pair("JOHN SMITH", "tok_1"), new Pair("MARY \"O'NEIL\" é <&>\n", "tok_2"));

    @Test
    void writesWhatTheVaultExpects() {
        assertThat(text(new InsertBody("name", true).of(PAIRS)))
                .isEqualTo("{\"records\":[{\"fields\":{\"name\":\"JOHN SMITH\"},\"tokens\":{\"name\":\"tok_1\"}},"
                        + "{\"fields\":{\"name\":\"MARY \\\"O'NEIL\\\" é <&>\\n\"},\"tokens\":{\"name\":\"tok_2\"}}],"
                        + "\"tokenization\":false,\"upsert\":\"name\",\"byot\":\"ENABLE_STRICT\"}");
    }

    @Test
    void leavesUpsertOutWhereItIsOff() {
        assertThat(text(new InsertBody("na\"me", false).of(PAIRS.subList(0, 1))))
                .isEqualTo(
                        "{\"records\":[{\"fields\":{\"na\\\"me\":\"JOHN SMITH\"},\"tokens\":{\"na\\\"me\":\"tok_1\"}}],"
                                + "\"tokenization\":false,\"byot\":\"ENABLE_STRICT\"}");
    }

    @Property(tries = 200)
    void keepsEveryCharacter(@ForAll @Size(max = 20) List<String> values) throws IOException {
        List<Pair> pairs = values.stream()
                .map(InsertBodyTest::withoutHalves)
                .map(value -> new Pair(value, value + "-token"))
                .toList();
        JsonNode records = new ObjectMapper()
                .readTree(new InsertBody("name", true).of(pairs))
                .get("records");
        assertThat(records).hasSize(pairs.size());
        for (int i = 0; i < pairs.size(); i++) {
            assertThat(records.get(i).at("/fields/name").asText())
                    .isEqualTo(pairs.get(i).value());
            assertThat(records.get(i).at("/tokens/name").asText())
                    .isEqualTo(pairs.get(i).token());
        }
    }

    /** Half a character cannot come out of UTF-8. */
    private static String withoutHalves(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
