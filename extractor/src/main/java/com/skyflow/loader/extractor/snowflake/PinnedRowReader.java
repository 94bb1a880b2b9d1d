package com.skyflow.loader.extractor.snowflake;

import com.skyflow.loader.common.row.Pair;
import com.skyflow.loader.extractor.csv.Suffix;
import com.skyflow.loader.extractor.source.Flaw;
import com.skyflow.loader.extractor.source.RowReader;
import com.skyflow.loader.extractor.source.SourceRow;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads a pinned result behind a position. The driver hands out a short result without a word, so every row must have the number behind
 * the one before, and the last the number that was counted.
 */
final class PinnedRowReader implements RowReader {
    private final Session session;
    private final ResultSet rows;
    private final Pinned pinned;
    private final String vault;
    private final Suffix suffix;
    private final long total;
    private long number;
    private String value = "";
    private String token = "";

    /** @param total number of the last row, as Snowflake counted */
    PinnedRowReader(
            Session session, ResultSet rows, Pinned pinned, String vault, Suffix suffix, long position, long total) {
        this.session = session;
        this.rows = rows;
        this.pinned = pinned;
        this.vault = vault;
        this.suffix = suffix;
        this.number = position;
        this.total = total;
    }

    @Override
    public boolean next() {
        try {
            if (!rows.next()) {
                ensure(number == total, 0);
                return false;
            }
            long found = rows.getLong(1);
            ensure(found == number + 1 && found <= total, found);
            value = Objects.requireNonNull(rows.getString(2));
            token = Objects.requireNonNull(rows.getString(3));
            number = found;
            return true;
        } catch (SQLException e) {
            restoreInterrupt(e);
            throw SnowflakeProblem.brokenOff(vault, number, e);
        }
    }

    /** The driver clears the flag of a reader that is to end. */
    private static void restoreInterrupt(SQLException e) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void ensure(boolean asCounted, long found) {
        if (!asCounted) {
            throw SnowflakeProblem.miscounted(vault, pinned, number, found, total);
        }
    }

    @Override
    public SourceRow row() {
        String valueFlaw = Flaw.of(value);
        String tokenFlaw = Flaw.of(token);
        return valueFlaw == null && tokenFlaw == null
                ? new SourceRow.Valid(number, suffix.appendTo(number, new Pair(value, token)))
                : new SourceRow.Invalid(
                        number,
                        Flaw.sentence(valueFlaw, tokenFlaw),
                        pinned.cursor(),
                        value.getBytes(StandardCharsets.UTF_8),
                        token.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public @Nullable String cursor() {
        return pinned.cursor();
    }

    @Override
    public void close() {
        session.close();
    }
}
