package com.skyflow.loader.local.simulator.settings;

import com.skyflow.loader.local.simulator.store.Uniqueness;

/**
 * A table that the simulator has. A table has one column; what it lacks in breadth it has in records.
 *
 * @param vaultId id of the vault it is in
 * @param table its name
 * @param column its column
 * @param uniqueness whether the column takes a value more than once
 */
public record TableSettings(String vaultId, String table, String column, Uniqueness uniqueness) {
    /** A table whose column is unique. */
    public static TableSettings unique(String vaultId, String table, String column) {
        return new TableSettings(vaultId, table, column, Uniqueness.UNIQUE);
    }
}
