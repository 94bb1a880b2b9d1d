package com.skyflow.loader.common.config;

import static com.skyflow.loader.common.config.Tier.ESSENTIAL;
import static com.skyflow.loader.common.config.Tier.RARE;

import com.skyflow.loader.common.config.Values.Origin;

/** The section {@code csv}: where the files of the vaults lie. */
final class CsvSettings {
    static final Section SECTION = new Section("csv");

    static final Setting<String> DATA_DIRECTORY = SECTION.optional(
            "data_directory",
            ESSENTIAL,
            Type.text("a folder"),
            "data",
            "Folder of the files `<vault>_data.csv` and `<vault>_tokens.csv`. Relative paths start at the folder in"
                    + " which the command is called.");
    static final Setting<String> DATA_FILE = SECTION.open(
            "data_file",
            RARE,
            Type.text("a file"),
            "`" + FileLayout.OLD_DATA_FILE + "` where `csv.token_file` is given",
            "Older layout: one file with the values of all vaults. Ignored where the file gives `csv.data_directory`.");
    static final Setting<String> TOKEN_FILE = SECTION.open(
            "token_file",
            RARE,
            Type.text("a file"),
            "`" + FileLayout.OLD_TOKEN_FILE + "` where `csv.data_file` is given",
            "Older layout: one file with the tokens of all vaults. Ignored where the file gives `csv.data_directory`.");

    private CsvSettings() {}

    static void check(Values values, Problems problems) {
        if (values.isGivenBy(Origin.FLAG, DATA_DIRECTORY) && isOldLayoutBy(Origin.FLAG, values)) {
            problems.add(
                    values.label(DATA_DIRECTORY), "given together with the older layout (expected: one of the two)");
        }
    }

    /** Whether the two files of all vaults are meant: by flag, or by the file that names no folder. */
    static boolean isOldLayout(Values values) {
        return isOldLayoutBy(Origin.FLAG, values)
                || (isOldLayoutBy(Origin.FILE, values) && !values.isGiven(DATA_DIRECTORY));
    }

    /** Whether the file names both layouts, so that one of them is ignored. */
    static boolean isAmbiguous(Values values) {
        return isOldLayoutBy(Origin.FILE, values) && values.isGivenBy(Origin.FILE, DATA_DIRECTORY);
    }

    private static boolean isOldLayoutBy(Origin origin, Values values) {
        return values.isGivenBy(origin, DATA_FILE) || values.isGivenBy(origin, TOKEN_FILE);
    }
}
