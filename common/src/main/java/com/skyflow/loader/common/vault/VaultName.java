package com.skyflow.loader.common.vault;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The name by which operators call a vault, and part of the names of its topics: {@code [a-z0-9-]+}, at most 100
 * characters, none of the reserved words.
 */
public record VaultName(@JsonValue String text) implements Comparable<VaultName> {
    private static final Pattern FORM = Pattern.compile("[a-z0-9-]{1,100}");

    /** Words that name topics of the loader itself. */
    public static final Set<String> RESERVED = Set.of("runs", "outcomes", "ledger", "instances");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public VaultName {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("'" + text + "' (expected: 1 to 100 of a-z, 0-9 and -)");
        }
        if (RESERVED.contains(text)) {
            throw new IllegalArgumentException(
                    "'" + text + "' is reserved (reserved words: instances, ledger, outcomes, runs)");
        }
    }

    /** The vault called so by an operator, in any case. */
    public static VaultName of(String text) {
        return new VaultName(text.toLowerCase(Locale.ROOT));
    }

    @Override
    public int compareTo(VaultName other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
