package com.skyflow.loader.local.simulator.store;

/**
 * What a table holds and what was done to it.
 *
 * @param records records held
 * @param distinctValues different values among them
 * @param inserts records added since the start
 * @param repeated rows whose pair of value and token the table held already
 * @param tokenChanges upserts that gave a value another token
 * @param deletes records deleted
 */
public record TableCounts(
        long records, long distinctValues, long inserts, long repeated, long tokenChanges, long deletes) {}
