package com.skyflow.loader.extractor.csv;

import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import com.skyflow.loader.extractor.source.RowReader;
import com.skyflow.loader.extractor.source.SourceRow;
import com.skyflow.loader.extractor.source.Start;

/** Reads a stream once, and hashes its rows so that a later process can tell whether it is given the same ones. */
final class StreamRowReader implements RowReader {
    private final CsvRows rows;
    private final RowLimit limit;
    private final Suffix suffix;
    private final PrefixHash hash = new PrefixHash();

    private StreamRowReader(CsvRows rows, RowLimit limit, Suffix suffix) {
        this.rows = rows;
        this.limit = limit;
        this.suffix = suffix;
    }

    static StreamRowReader open(CsvRows rows, RowLimit limit, Suffix suffix, Start start) {
        StreamRowReader reader = new StreamRowReader(rows, limit, suffix);
        try {
            reader.skip(start);
            return reader;
        } catch (LoaderException e) {
            reader.close();
            throw e;
        }
    }

    private void skip(Start start) {
        String before = CsvProblem.count(start.position(), "row");
        while (rows.number() < start.position()) {
            if (!advance()) {
                throw otherInput("ends after " + CsvProblem.count(rows.number(), "row") + ", but " + before
                        + " of it were read before");
            }
            hash.add(rows.value(), rows.token());
        }
        if (start.position() > 0 && !cursor().equals(start.cursor())) {
            throw otherInput("does not begin with the " + before + " that were read before");
        }
    }

    static LoaderException otherInput(String found) {
        return new LoaderException(
                ExitCode.USAGE,
                StreamSource.NAME + " " + found
                        + " (expected: the same input again). Give the same input again, or begin anew with --fresh.");
    }

    @Override
    public boolean next() {
        return limit.includes(rows.number() + 1) && advance();
    }

    @Override
    public SourceRow row() {
        hash.add(rows.value(), rows.token());
        return rows.row(suffix);
    }

    private boolean advance() {
        try {
            return rows.next();
        } catch (CsvProblem e) {
            throw e.after(rows.number());
        }
    }

    @Override
    public String cursor() {
        return hash.value();
    }

    @Override
    public void close() {
        rows.close();
    }
}
