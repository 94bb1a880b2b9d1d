package com.skyflow.loader.local.simulator.store;

/** What happens to a row whose value the table holds already. */
public enum Writing {
    /** It is another record; refused where values are unique. */
    INSERT,
    /** It updates the record: another token takes the place of the old one. */
    UPSERT,
    /** It may repeat the record, but another token for its value is refused. */
    UPSERT_SAME_TOKEN
}
