package com.skyflow.loader.testing.snowflake;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The result of a statement. */
record Rows(List<Column> columns, List<List<@Nullable String>> cells) {
    Rows withoutLast() {
        return new Rows(columns, cells.subList(0, Math.max(0, cells.size() - 1)));
    }
}
