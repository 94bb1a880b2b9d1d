package com.skyflow.loader.extractor.csv;

import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import com.skyflow.loader.common.ledger.SourceIdentity;
import com.skyflow.loader.extractor.source.RowReader;
import com.skyflow.loader.extractor.source.SourceRow;
import com.skyflow.loader.extractor.source.Start;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads files a second time and sees to it that they still hold the rows that were counted. */
final class FileRowReader implements RowReader {
    private static final String REMEDY = " Put the file back as it was and start again, or begin anew with --fresh.";

    private final FileSource source;
    private final List<CsvFile.Stamp> stamps;
    private final CsvRows rows;
    private final Suffix suffix;
    private final RowLimit limit;
    private final @Nullable Long total;
    private boolean isIdentified;

    private FileRowReader(FileSource source, List<CsvFile.Stamp> stamps, CsvRows rows, Start start) {
        this.source = source;
        this.stamps = stamps;
        this.rows = rows;
        suffix = source.suffix();
        limit = source.limit();
        total = start.total() == null ? null : limit.within(start.total());
    }

    static FileRowReader open(FileSource source, Start start) {
        FileRowReader reader = opened(source, start);
        try {
            reader.skip(start.position());
            return reader;
        } catch (LoaderException e) {
            reader.close();
            throw e;
        }
    }

    private static FileRowReader opened(FileSource source, Start start) {
        try {
            // In this order: a file that is replaced in between has another stamp.
            List<CsvFile.Stamp> stamps = source.stamps();
            return new FileRowReader(source, stamps, source.rows(), start);
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
                        "%s changed after its rows were counted: it %s row %,d (expected: %s)." + REMEDY,
                        stray.name(),
                        stray.rows() > expected ? "goes on behind" : "ends after",
                        Math.min(stray.rows(), expected),
                        CsvProblem.count(expected, "row")));
    }

    /** The identity is told once, because it takes some milliseconds; what was read since by the stamps of the files. */
    @Override
    public void ensureUnchanged(SourceIdentity identity) {
        try {
            isIdentified = isIdentified || source.identity().equals(identity);
            if (isIdentified && source.stamps().equals(stamps)) {
                return;
            }
        } catch (LoaderException | CsvProblem e) {
            // It is not there any more, or cannot be read.
        }
        throw new LoaderException(
                ExitCode.STOPPED,
                "%s changed while the rows were read. What was read last is not published.%s"
                        .formatted(String.join(" or ", identity.names()), REMEDY));
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
