package com.skyflow.loader.local.simulator.store;

/** Whether a table takes a value more than once. */
public enum Uniqueness {
    /** A value has one record; the column can be upserted. */
    UNIQUE,
    /** A value may have many records, as birth dates do. */
    REPEATABLE
}
