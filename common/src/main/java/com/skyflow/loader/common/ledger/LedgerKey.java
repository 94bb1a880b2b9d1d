package com.skyflow.loader.common.ledger;

import com.skyflow.loader.common.vault.VaultName;
import java.nio.charset.StandardCharsets;

/** What the ledger keeps accounts for: one vault within one run. As text {@code <run>/<vault>}. */
public record LedgerKey(String run, VaultName vault) {
    /**
     * What a key says.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static LedgerKey parse(String text) {
        int slash = text.lastIndexOf('/');
        if (slash < 1) {
            throw new IllegalArgumentException("'" + text + "' (expected: <run>/<vault>)");
        }
        return new LedgerKey(text.substring(0, slash), new VaultName(text.substring(slash + 1)));
    }

    /** The key of a record in {@code byot.runs} and {@code byot.outcomes}. */
    public byte[] toBytes() {
        return toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return run + '/' + vault;
    }
}
