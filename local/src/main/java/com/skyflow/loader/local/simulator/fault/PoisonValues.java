package com.skyflow.loader.local.simulator.fault;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.skyflow.loader.local.simulator.store.Hash;
import com.skyflow.loader.local.simulator.store.Rows;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** The values that a vault does not take. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = PoisonValues.Listed.class, name = "listed"),
    @JsonSubTypes.Type(value = PoisonValues.Hashed.class, name = "hashed")
})
public sealed interface PoisonValues {
    /** Whether a value is one of them; the same answer in every process. */
    boolean contains(String value);

    /** Whether the value of a row is one of them. */
    boolean contains(Rows rows, int row);

    /** These values. They are never printed nor listed. */
    record Listed(
            @JsonProperty(access = JsonProperty.Access.WRITE_ONLY)
            Set<String> values) implements PoisonValues {
        public Listed {
            values = Set.copyOf(values);
        }

        @Override
        public boolean contains(String value) {
            return values.contains(value);
        }

        @Override
        public boolean contains(Rows rows, int row) {
            return values.contains(rows.value(row));
        }

        @Override
        public String toString() {
            return "Listed[" + values.size() + " values]";
        }
    }

    /** A share of all values, chosen by a hash of each. */
    record Hashed(double fraction, long seed) implements PoisonValues {
        public Hashed {
            if (!(fraction >= 0 && fraction <= 1)) {
                throw new IllegalArgumentException("fraction: " + fraction + " (expected: 0..1)");
            }
        }

        @Override
        public boolean contains(String value) {
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            return isChosen(Hash.of(bytes, 0, bytes.length));
        }

        @Override
        public boolean contains(Rows rows, int row) {
            return isChosen(rows.valueHash(row));
        }

        private boolean isChosen(long hash) {
            return (Hash.mix(hash + seed) >>> 11) * 0x1p-53 < fraction;
        }
    }
}
