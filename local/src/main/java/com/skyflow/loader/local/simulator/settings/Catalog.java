package com.skyflow.loader.local.simulator.settings;

/** Which vaults and tables there are. */
public enum Catalog {
    /** Those that were configured. */
    CONFIGURED,
    /** Any: a vault or table that is written to for the first time comes into being, with the column written, unique. */
    ANY
}
