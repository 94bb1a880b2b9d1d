package com.skyflow.loader.cli.verify;

import com.skyflow.loader.common.row.Pair;
import java.util.Optional;

/** A row that was looked up in the vault. It prints no value. */
record Looked(long row, Pair pair, Optional<String> found) {
    /** Whether the vault gave its value for its token. */
    boolean isSame() {
        return found.filter(pair.value()::equals).isPresent();
    }

    boolean isMissing() {
        return found.isEmpty();
    }

    @Override
    public String toString() {
        return "Looked[row " + row + "]";
    }
}
