package com.skyflow.loader.extractor.csv;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The columns that the first line of a file has to name.
 *
 * @param file what messages call the file
 */
record Header(String file, List<String> wanted) {
    /** Names of columns of the usual files. */
    private static final List<String> USUAL =
            List.of("full_name", "id", "dob", "ssn", "full_name_token", "id_token", "dob_token", "ssn_token");

    /** The indexes of the wanted columns. */
    int[] find(List<String> found) {
        return wanted.stream().mapToInt(column -> find(column.strip(), found)).toArray();
    }

    private int find(String column, List<String> found) {
        int[] places = IntStream.range(0, found.size())
                .filter(i -> found.get(i).equals(column))
                .toArray();
        if (places.length == 1) {
            return places[0];
        }
        throw places.length == 0
                ? CsvProblem.malformed(
                        file + ", line 1: no column '" + column + "' (found: " + describe(found) + ")",
                        "Correct the header or the column's name in the settings")
                : CsvProblem.malformed(
                        file + ", line 1: " + places.length + " columns '" + column + "' (expected: one)",
                        "Correct the header");
    }

    /** The end of a file without any line. */
    CsvProblem missing() {
        String columns = wanted.stream().map(column -> "'" + column + "'").collect(Collectors.joining(" and "));
        return CsvProblem.malformed(
                file + " is empty (expected: a header with " + columns + ")", "Check which file is meant");
    }

    /**
     * What the header holds instead. A file may lack its header, and then its first row stands there: so only names that are
     * known to be names are quoted.
     */
    private String describe(List<String> found) {
        String known = found.stream()
                .filter(name -> isLike(name, USUAL) || isLike(name, wanted))
                .map(name -> "'" + name + "'")
                .collect(Collectors.joining(", "));
        String columns = CsvProblem.count(found.size(), "column");
        return known.isEmpty() ? columns : columns + ", among them " + known;
    }

    private static boolean isLike(String name, List<String> names) {
        return names.stream().anyMatch(other -> letters(other).equals(letters(name)));
    }

    private static String letters(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[ _-]", "");
    }
}
