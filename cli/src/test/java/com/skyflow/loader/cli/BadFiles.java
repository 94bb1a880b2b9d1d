package com.skyflow.loader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** Files of rows that are refused whole. */
final class BadFiles {
    private BadFiles() {}

    private static BadInput file(String name, String file, String text, String message) {
        return BadInput.refused(name, world -> world.write("data/" + file, text), message);
    }

    static List<BadInput> inputs() {
        return List.of(
                file(
                        "unequal files",
                        "name_tokens.csv",
                        "full_name_token\nt1\n",
                        "{folder}/data/name_data.csv has 200 rows but {folder}/data/name_tokens.csv has 1 row (expected: equal numbers, rows pair by position and a blank line is a row); nothing was published. Find the missing row and start again."),
                file(
                        "an unclosed quote",
                        "name_data.csv",
                        "full_name\nfirst\n\"second\n",
                        "{folder}/data/name_data.csv, line 3: a quote that is opened in this row is never closed; nothing was published. Correct it and start again."),
                file(
                        "another number of columns",
                        "name_data.csv",
                        "full_name\nfirst\nsecond,third\n",
                        "{folder}/data/name_data.csv, line 3: 2 columns (expected: 1 as in the header); nothing was published. Correct it and start again."),
                file(
                        "a missing header",
                        "name_data.csv",
                        "first\nsecond\n",
                        "{folder}/data/name_data.csv, line 1: no column 'full_name' (found: 1 column); nothing was published. Correct the header or the column's name in the settings and start again."),
                file(
                        "a double header",
                        "name_data.csv",
                        "full_name,full_name\nfirst,second\n",
                        "{folder}/data/name_data.csv, line 1: 2 columns 'full_name' (expected: one); nothing was published. Correct the header and start again."),
                file(
                        "an empty file",
                        "name_data.csv",
                        "",
                        "{folder}/data/name_data.csv is empty (expected: a header with 'full_name'); nothing was published. Check which file is meant and start again."),
                BadInput.refused(
                        "a missing file",
                        world -> assertThat(world.path("data/name_tokens.csv")
                                        .toFile()
                                        .delete())
                                .isTrue(),
                        "{folder}/data/name_tokens.csv does not exist (expected: a CSV file); nothing was published. Check its path and start again."));
    }
}
