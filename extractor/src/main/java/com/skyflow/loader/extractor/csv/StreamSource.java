package com.skyflow.loader.extractor.csv;

import com.skyflow.loader.common.ledger.SourceIdentity;
import com.skyflow.loader.extractor.source.RowReader;
import com.skyflow.loader.extractor.source.Source;
import com.skyflow.loader.extractor.source.Start;
import com.skyflow.loader.extractor.source.Survey;
import java.util.List;
import java.util.Optional;

/** Standard input, which can be read only once. */
final class StreamSource implements Source {
    static final String NAME = "standard input";

    private final CsvFiles.StandardInput input;
    private final RowLimit limit;
    private final Suffix suffix;
    private boolean opened;

    StreamSource(CsvFiles.StandardInput input, RowLimit limit, Suffix suffix) {
        this.input = input;
        this.limit = limit;
        this.suffix = suffix;
    }

    @Override
    public SourceIdentity identity() {
        return new SourceIdentity("csv", List.of("-"), null, limit.maxRecords(), suffix.changesRows());
    }

    @Override
    public Optional<Survey> survey() {
        return Optional.empty();
    }

    @Override
    public void ensureReadBefore(Start end) {
        try (RowReader reader = open(end)) {
            if (reader.next()) {
                throw StreamRowReader.otherInput(
                        "goes on behind the " + CsvProblem.count(end.position(), "row") + " that it ended with before");
            }
        }
    }

    @Override
    public RowReader open(Start start) {
        if (opened) {
            throw new IllegalStateException("standard input was opened before (expected: once)");
        }
        opened = true;
        return StreamRowReader.open(rows(), limit, suffix, start);
    }

    private CsvRows rows() {
        try {
            return CsvRows.of(CsvTable.open(NAME, input.stream(), List.of(input.dataColumn(), input.tokenColumn())));
        } catch (CsvProblem e) {
            throw e.after(0);
        }
    }
}
