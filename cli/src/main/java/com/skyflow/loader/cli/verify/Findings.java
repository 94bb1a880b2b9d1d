package com.skyflow.loader.cli.verify;

import java.util.List;

/**
 * What was found of the rows of a sample.
 *
 * @param same rows whose token stands for their value
 * @param replaced rows whose value the vault keeps under the token of another row of the source
 * @param givenUp rows that were not looked up, because they are dead letters
 * @param missing numbers of rows whose token the vault does not know
 * @param different numbers of rows whose token stands for another value
 */
record Findings(long same, long replaced, long givenUp, List<Long> missing, List<Long> different) {
    Findings {
        missing = List.copyOf(missing);
        different = List.copyOf(different);
    }

    /** Rows that were looked up. */
    long looked() {
        return same + replaced + missing.size() + different.size();
    }
}
