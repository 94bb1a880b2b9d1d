package com.skyflow.loader.local.simulator.store;

/** A record of a table, with its {@code skyflow_id}. It never prints its value or token. */
public record HeldRecord(String id, String value, String token) {
    @Override
    public String toString() {
        return "HeldRecord[" + id + "]";
    }
}
