package com.skyflow.loader.local.simulator.fault;

import java.util.Set;

/**
 * The calls that a fault may strike.
 *
 * @param vaults ids of their vaults; empty means all
 * @param operations what they ask; empty means everything
 */
public record Target(Set<String> vaults, Set<Operation> operations) {
    /** Every call. */
    public static final Target ALL = new Target(Set.of(), Set.of());

    /** Calls that load records: single-table inserts and batches. */
    public static final Target LOADS = new Target(Set.of(), Set.of(Operation.INSERT, Operation.BATCH));

    public Target {
        vaults = Set.copyOf(vaults);
        operations = Set.copyOf(operations);
    }

    /** The same calls, of one vault. */
    public Target of(String vaultId) {
        return new Target(Set.of(vaultId), operations);
    }

    boolean covers(String vaultId, Operation operation) {
        return (vaults.isEmpty() || vaults.contains(vaultId))
                && (operations.isEmpty() || operations.contains(operation));
    }
}
