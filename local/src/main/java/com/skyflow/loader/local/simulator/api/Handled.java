package com.skyflow.loader.local.simulator.api;

import com.skyflow.loader.local.simulator.fault.Operation;

/**
 * A call that was dealt with.
 *
 * @param records records in the request, as far as they were counted
 */
public record Handled(Operation operation, String vaultId, int records, Answer answer) {}
