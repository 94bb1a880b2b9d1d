package com.skyflow.loader.extractor.csv;

import java.io.InputStream;
import java.nio.file.Path;

/** Where the two columns of a vault stand. A header must name each wanted column exactly once. */
public sealed interface CsvFiles {
    /** The values in one file, the tokens in another, paired by position. */
    record TwoFiles(Path data, String dataColumn, Path tokens, String tokenColumn) implements CsvFiles {
        public TwoFiles {
            checkColumn(dataColumn);
            checkColumn(tokenColumn);
        }
    }

    /** Both columns in one file. */
    record OneFile(Path file, String dataColumn, String tokenColumn) implements CsvFiles {
        public OneFile {
            checkColumns(dataColumn, tokenColumn);
        }
    }

    /** Both columns in a stream that can be read only once. */
    record StandardInput(InputStream stream, String dataColumn, String tokenColumn) implements CsvFiles {
        public StandardInput {
            checkColumns(dataColumn, tokenColumn);
        }
    }

    private static void checkColumns(String dataColumn, String tokenColumn) {
        checkColumn(dataColumn);
        checkColumn(tokenColumn);
        if (dataColumn.strip().equals(tokenColumn.strip())) {
            throw new IllegalArgumentException(
                    "'" + dataColumn + "' holds both values and tokens (expected: two columns)");
        }
    }

    private static void checkColumn(String column) {
        if (column.isBlank()) {
            throw new IllegalArgumentException("column: '" + column + "' (expected: the name of a column)");
        }
    }
}
