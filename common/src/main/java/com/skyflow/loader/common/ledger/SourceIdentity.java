package com.skyflow.loader.common.ledger;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run reads, and how one knows that it is still the same.
 *
 * @param kind {@code csv}
 * @param names the files or tables, as an operator calls them
 * @param fingerprint changes when the source changes; null for standard input, which has none
 * @param maxRecords rows to read at most; 0 for all
 * @param appendSuffix whether every value and token gets a suffix
 */
public record SourceIdentity(
        String kind, List<String> names, @Nullable String fingerprint, long maxRecords, boolean appendSuffix) {
    public SourceIdentity {
        names = List.copyOf(names);
    }
}
