package com.skyflow.loader.common.config;

import com.skyflow.loader.common.vault.Destination;
import com.skyflow.loader.common.vault.VaultName;

/**
 * One vault: where its rows go, and where they come from if the source is CSV.
 *
 * @param dataColumn header of the column that holds the values
 * @param tokenColumn header of the column that holds the tokens
 */
public record VaultConfig(
        VaultName name, Destination destination, String dataColumn, String tokenColumn, CsvFiles files) {}
