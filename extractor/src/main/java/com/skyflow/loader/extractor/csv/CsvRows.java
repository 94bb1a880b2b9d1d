package com.skyflow.loader.extractor.csv;

import com.skyflow.loader.common.row.Pair;
import com.skyflow.loader.extractor.source.Flaw;
import com.skyflow.loader.extractor.source.SourceRow;
import java.util.List;
import java.util.function.Supplier;

/** Rows of one table with both columns, or of two tables with one each, paired by position. Owned by one thread. */
final class CsvRows implements AutoCloseable {
    private final CsvTable data;
    private final CsvTable tokens;
    private final Cell value;
    private final Cell token;
    private long number;

    private CsvRows(List<CsvTable> tables) {
        data = tables.getFirst();
        tokens = tables.getLast();
        value = data.cells().getFirst();
        token = tokens.cells().getLast();
    }

    static CsvRows of(CsvTable both) {
        return new CsvRows(List.of(both));
    }

    /** Opens one table after the other; if the second fails, the first is closed. */
    static CsvRows of(CsvTable data, Supplier<CsvTable> openTokens) {
        try {
            return new CsvRows(List.of(data, openTokens.get()));
        } catch (CsvProblem e) {
            data.close();
            throw e;
        }
    }

    /**
     * Goes to the next row.
     *
     * @return false once one of the tables has ended
     */
    boolean next() {
        boolean isThere = data.next();
        if (tokens != data) {
            isThere &= tokens.next();
        }
        if (isThere) {
            number++;
        }
        return isThere;
    }

    /** Number of the current row: rows read so far. */
    long number() {
        return number;
    }

    Cell value() {
        return value;
    }

    Cell token() {
        return token;
    }

    boolean isPair() {
        return value.flaw() == null && token.flaw() == null;
    }

    /** The current row. */
    SourceRow row(Suffix suffix) {
        String valueFlaw = value.flaw();
        String tokenFlaw = token.flaw();
        return valueFlaw == null && tokenFlaw == null
                ? new SourceRow.Valid(number, suffix.appendTo(number, new Pair(value.text(), token.text())))
                : new SourceRow.Invalid(
                        number,
                        Flaw.sentence(valueFlaw, tokenFlaw),
                        (valueFlaw == null ? tokens : data).name(),
                        value.toBytes(),
                        token.toBytes());
    }

    /**
     * Reads both tables to their ends.
     *
     * @throws CsvProblem if one has more rows than the other
     */
    void finish() {
        while (data.next()) {}
        while (tokens.next()) {}
        if (data.rows() != tokens.rows()) {
            throw CsvProblem.malformed(
                    data.name() + " has " + CsvProblem.count(data.rows(), "row") + " but " + tokens.name() + " has "
                            + CsvProblem.count(tokens.rows(), "row")
                            + " (expected: equal numbers, rows pair by position and a blank line is a row)",
                    "Find the missing row");
        }
    }

    /** The table that has ended, or goes on, elsewhere than behind so many rows. */
    CsvTable strayFrom(long rows) {
        return data.rows() == rows ? tokens : data;
    }

    /** The longest of the tables so far. */
    long longest() {
        return Math.max(data.rows(), tokens.rows());
    }

    @Override
    public void close() {
        data.close();
        tokens.close();
    }
}
