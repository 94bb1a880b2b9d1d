package com.skyflow.loader.extractor.csv;

import com.skyflow.loader.extractor.source.Source;
import java.util.List;

/** The rows of one vault as CSV (RFC 4180, UTF-8, plain or gzip). */
public final class CsvSource {
    private CsvSource() {}

    /**
     * A source that reads them.
     *
     * @param maxRecords rows to read at most; 0 for all
     */
    public static Source of(CsvFiles files, long maxRecords, Suffix suffix) {
        RowLimit limit = new RowLimit(maxRecords);
        return switch (files) {
            case CsvFiles.TwoFiles two ->
                new FileSource(
                        List.of(
                                new CsvFile(two.data(), List.of(two.dataColumn())),
                                new CsvFile(two.tokens(), List.of(two.tokenColumn()))),
                        limit,
                        suffix);
            case CsvFiles.OneFile one ->
                new FileSource(
                        List.of(new CsvFile(one.file(), List.of(one.dataColumn(), one.tokenColumn()))), limit, suffix);
            case CsvFiles.StandardInput input -> new StreamSource(input, limit, suffix);
        };
    }
}
