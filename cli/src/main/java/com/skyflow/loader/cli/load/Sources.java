package com.skyflow.loader.cli.load;

import com.skyflow.loader.common.config.Config;
import com.skyflow.loader.common.config.CsvFiles;
import com.skyflow.loader.common.config.VaultConfig;
import com.skyflow.loader.extractor.csv.CsvSource;
import com.skyflow.loader.extractor.csv.Suffix;
import com.skyflow.loader.extractor.snowflake.SnowflakeSource;
import com.skyflow.loader.extractor.source.Source;
import java.nio.file.Path;

/**
 * Where the rows of vaults are read, as it was configured.
 *
 * @param rowsFrom the kind of source
 * @param folder the caller's working folder
 * @param maxRecords rows of each vault to read at most; 0 for all
 * @param suffix what is appended to values and tokens
 */
public record Sources(Config config, RowsFrom rowsFrom, Path folder, long maxRecords, Suffix suffix) {
    /** The rows of a vault. */
    public Source of(VaultConfig vault) {
        return switch (rowsFrom) {
            case CSV -> CsvSource.of(files(vault), maxRecords, suffix);
            case SNOWFLAKE -> snowflake(vault);
        };
    }

    /** What Snowflake is asked for a vault. */
    public SnowflakeSource snowflake(VaultConfig vault) {
        return new SnowflakeSource(config.snowflake(), vault, maxRecords, suffix);
    }

    private com.skyflow.loader.extractor.csv.CsvFiles files(VaultConfig vault) {
        return switch (vault.files()) {
            case CsvFiles.Two two ->
                new com.skyflow.loader.extractor.csv.CsvFiles.TwoFiles(
                        shown(two.data()), vault.dataColumn(), shown(two.tokens()), vault.tokenColumn());
            case CsvFiles.One one ->
                new com.skyflow.loader.extractor.csv.CsvFiles.OneFile(
                        shown(one.file()), vault.dataColumn(), vault.tokenColumn());
            case CsvFiles.StandardInput stdin ->
                new com.skyflow.loader.extractor.csv.CsvFiles.StandardInput(
                        System.in, vault.dataColumn(), vault.tokenColumn());
        };
    }

    /** As an operator would write it: a path below the working folder is shown, and compared on a restart, from there on. */
    private Path shown(Path file) {
        return file.startsWith(folder) && folder.equals(Path.of("").toAbsolutePath()) ? folder.relativize(file) : file;
    }
}
