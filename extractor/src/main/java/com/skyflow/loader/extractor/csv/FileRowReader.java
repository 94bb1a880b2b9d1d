package com.skyflow.loader.extractor.csv;

import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import com.skyflow.loader.extractor.source.RowReader;
import com.skyflow.loader.extractor.source.SourceRow;
import com.skyflow.loader.extractor.source.Start;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads files a second time and sees to it that they still hold the rows that were counted. */
final class FileRowReader implements RowReader {
    private final CsvRows rows;
    private final Suffix suffix;
    private final RowLimit limit;
    private final @Nullable Long total;

    private FileRowReader(CsvRows rows, FileSource source, Start start) {
        this.rows = rows;
        suffix = source.suffix();
        limit = source.limit();
        total = start.total() == null ? null : limit.within(start.total());
    }

    static FileRowReader open(FileSource source, Start start) {
        FileRowReader reader = new FileRowReader(rows(source, start), source, start);
        try {
            reader.skip(start.position());
            return reader;
        } catch (LoaderException e) {
            reader.close();
            throw e;
        }
    }

    private static CsvRows rows(FileSource source, Start start) {
        try {
            return source.rows();
        } catch (CsvProblem e) {
            throw e.after(start.position());
        }
    }

    private void skip(long position) {
        while (rows.number() < position) {
            if (!advance()) {
                throw changed(position);
            }
        }
    }

    @Override
    public boolean next() {
        return limit.includes(rows.number() + 1) && advance();
    }

    @Override
    public SourceRow row() {
        return rows.row(suffix);
    }

    private boolean advance() {
        boolean isThere;
        try {
            isThere = rows.next();
        } catch (CsvProblem e) {
            throw e.after(rows.number());
        }
        long expected = total == null ? rows.longest() : total;
        if (isThere ? rows.number() > expected : rows.number() != expected || rows.longest() != expected) {
            throw changed(expected);
        }
        return isThere;
    }

    /**
     * The end of a run whose files hold other rows than before. It needs a person: starting again would find the same files.
     */
    private LoaderException changed(long expected) {
        CsvTable stray = rows.strayFrom(expected);
        return new LoaderException(
                ExitCode.STOPPED,
                String.format(
                        Locale.ROOT,
                        "%s changed after its rows were counted: it %s row %,d (expected: %s). Put the file back as it was"
                                + " and start again, or begin anew with --fresh.",
                        stray.name(),
                        stray.rows() > expected ? "goes on behind" : "ends after",
                        Math.min(stray.rows(), expected),
                        CsvProblem.count(expected, "row")));
    }

    @Override
    public @Nullable String cursor() {
        return null;
    }

    @Override
    public void close() {
        rows.close();
    }
}
