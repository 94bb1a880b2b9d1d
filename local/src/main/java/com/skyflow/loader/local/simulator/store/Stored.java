package com.skyflow.loader.local.simulator.store;

/** What became of the rows of a request: all are in the table, or none is. */
public sealed interface Stored {
    /**
     * All rows are in the table.
     *
     * @param numbers the record of each row, in their order
     */
    record All(int[] numbers) implements Stored {}

    /**
     * No row is in the table.
     *
     * @param row the first row that could not be stored
     * @param reason why not
     */
    record Refused(int row, Reason reason) implements Stored {}

    /** Why a row cannot be stored. */
    enum Reason {
        /** The column is unique and holds the value. */
        VALUE_NOT_UNIQUE,
        /** The value has another token. */
        VALUE_HAS_ANOTHER_TOKEN,
        /** The token stands for another value. */
        TOKEN_TAKEN
    }
}
