package com.skyflow.loader.common.config;

import java.util.List;
import java.util.Optional;

/**
 * How Snowflake is asked for the rows of one vault, in the modes that do not go by its columns alone.
 *
 * @param query the SQL of mode {@code query}
 * @param claimColumns columns of tokens in the first table of mode {@code union}
 * @param memberColumns columns of tokens in the second
 * @param udf the function that gives the value of a token in mode {@code union}
 */
public record VaultQuery(
        Optional<String> query, List<String> claimColumns, List<String> memberColumns, Optional<String> udf) {
    /** Nothing is known of the vault. */
    public static final VaultQuery NONE = new VaultQuery(Optional.empty(), List.of(), List.of(), Optional.empty());

    public VaultQuery {
        claimColumns = List.copyOf(claimColumns);
        memberColumns = List.copyOf(memberColumns);
    }
}
