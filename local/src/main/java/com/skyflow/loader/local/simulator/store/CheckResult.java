package com.skyflow.loader.local.simulator.store;

/**
 * How a table compares with what it should hold.
 *
 * @param expected pairs that were named
 * @param missing of them, those whose value the table does not hold
 * @param differentToken of them, those whose value the table holds with other tokens only
 * @param unexpected records whose pair was not named
 */
public record CheckResult(long expected, long missing, long differentToken, long unexpected) {
    /** Whether the table holds every pair that was named, and nothing else. */
    public boolean isExact() {
        return missing == 0 && differentToken == 0 && unexpected == 0;
    }
}
