package com.skyflow.loader.common.config;

import com.skyflow.loader.common.vault.VaultName;
import java.nio.file.Path;

/** Where the files of a vault lie that does not name its own. */
final class FileLayout {
    static final String OLD_DATA_FILE = "../data/patient_data.csv";
    static final String OLD_TOKEN_FILE = "../data/patient_tokens.csv";

    private final Path folder;
    private final Values csv;

    /** @param folder where relative paths start */
    FileLayout(Path folder, Values csv) {
        this.folder = folder;
        this.csv = csv;
    }

    Path data(VaultName vault) {
        return path(
                CsvSettings.isOldLayout(csv)
                        ? csv.find(CsvSettings.DATA_FILE).orElse(OLD_DATA_FILE)
                        : csv.get(CsvSettings.DATA_DIRECTORY) + '/' + vault + "_data.csv");
    }

    Path tokens(VaultName vault) {
        return path(
                CsvSettings.isOldLayout(csv)
                        ? csv.find(CsvSettings.TOKEN_FILE).orElse(OLD_TOKEN_FILE)
                        : csv.get(CsvSettings.DATA_DIRECTORY) + '/' + vault + "_tokens.csv");
    }

    Path path(String text) {
        return folder.resolve(text).normalize();
    }
}
