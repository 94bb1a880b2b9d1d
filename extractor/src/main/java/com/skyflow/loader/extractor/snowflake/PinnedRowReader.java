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
 * Reads a pinned result behind a position. Where it breaks off it is asked for again, there: the addresses of its pieces expire after
 * six hours, the result itself after 24. The driver hands out a short result without a word, so every row must have the number behind
 * the one before, and the last the number that was counted.
 */
final class PinnedRowReader implements RowReader {
    private static final long NEVER = -1;

    private final PinnedRows.Opener opener;
    private final Pinned pinned;
    private final String vault;
    private final Suffix suffix;
    private final long total;
    private PinnedRows rows;
    private long number;
    /** Where it was asked for again; where that yields no row, it is not asked for once more. */
    private long askedAgainAt = NEVER;

    private String value = "";
    private String token = "";

    /**
     * A reader that has asked for its rows.
     *
     * @param total number of the last row, as Snowflake counted
     */
    PinnedRowReader(PinnedRows.Opener opener, Pinned pinned, String vault, Suffix suffix, long position, long total)
            throws SQLException {
        this.opener = opener;
        this.rows = opener.open(position);
        this.pinned = pinned;
        this.vault = vault;
        this.suffix = suffix;
        this.number = position;
        this.total = total;
    }

    @Override
    public boolean next() {
        while (true) {
            try {
                return advance();
            } catch (SQLException e) {
                restoreInterrupt(e);
                if (Thread.currentThread().isInterrupted() || askedAgainAt == number) {
                    throw SnowflakeProblem.brokenOff(vault, number, e);
                }
                askAgain();
            }
        }
    }

    private boolean advance() throws SQLException {
        ResultSet open = rows.rows();
        if (!open.next()) {
            ensure(number == total, 0);
            return false;
        }
        long found = open.getLong(1);
        ensure(found == number + 1 && found <= total, found);
        value = Objects.requireNonNull(open.getString(2));
        token = Objects.requireNonNull(open.getString(3));
        number = found;
        return true;
    }

    private void askAgain() {
        askedAgainAt = number;
        rows.close();
        try {
            rows = opener.open(number);
        } catch (SQLException e) {
            throw SnowflakeProblem.unread(vault, pinned, number, e);
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
        rows.close();
    }
}
