package com.skyflow.loader.extractor.csv;

import com.skyflow.loader.common.ledger.SourceIdentity;
import com.skyflow.loader.extractor.source.RowReader;
import com.skyflow.loader.extractor.source.Source;
import com.skyflow.loader.extractor.source.Start;
import com.skyflow.loader.extractor.source.Survey;
import java.util.List;
import java.util.Optional;

/**
 * One file with both columns or two files with one each, which can be read again and again.
 *
 * @param files one or two
 */
record FileSource(List<CsvFile> files, RowLimit limit, Suffix suffix) implements Source {
    @Override
    public SourceIdentity identity() {
        try {
            return new SourceIdentity(
                    "csv",
                    files.stream().map(CsvFile::name).toList(),
                    Fingerprint.of(files),
                    limit.maxRecords(),
                    suffix.changesRows());
        } catch (CsvProblem e) {
            throw e.after(0);
        }
    }

    @Override
    public Optional<Survey> survey() {
        try (CsvRows rows = rows()) {
            RepeatCounter repeats = new RepeatCounter();
            while (rows.next()) {
                if (limit.includes(rows.number()) && rows.isPair()) {
                    repeats.add(rows.value());
                }
            }
            rows.finish();
            long read = limit.within(rows.number());
            return Optional.of(Survey.of(read, rows.number() - read, repeats.repeats()));
        } catch (CsvProblem e) {
            throw e.after(0);
        }
    }

    @Override
    public void ensureReadBefore(Start end) {
        // A file that has changed has another identity.
    }

    @Override
    public RowReader open(Start start) {
        return FileRowReader.open(this, start);
    }

    /** See {@link CsvFile#stamp}. */
    List<CsvFile.Stamp> stamps() {
        return files.stream().map(CsvFile::stamp).toList();
    }

    /** The rows from the first one on. */
    CsvRows rows() {
        CsvTable data = files.getFirst().open();
        return files.size() == 1 ? CsvRows.of(data) : CsvRows.of(data, files.getLast()::open);
    }
}
