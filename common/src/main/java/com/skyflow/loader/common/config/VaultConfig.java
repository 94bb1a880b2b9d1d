package com.skyflow.loader.common.config;

import com.skyflow.loader.common.vault.Destination;
import com.skyflow.loader.common.vault.VaultName;

/**
 * One vault: where its rows go, and where they come from.
 *
 * @param dataColumn column that holds the values: a header of CSV, or a column of Snowflake
 * @param tokenColumn column that holds the tokens
 * @param files where its rows are if the source is CSV
 * @param query how they are asked for if the source is Snowflake
 */
public record VaultConfig(
        VaultName name,
        Destination destination,
        String dataColumn,
        String tokenColumn,
        CsvFiles files,
        VaultQuery query) {}
