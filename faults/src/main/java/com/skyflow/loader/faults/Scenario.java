package com.skyflow.loader.faults;

/**
 * One fault: how it is made in the midst of a load, and how it is proven to have happened. What must hold afterwards is the same for all
 * and looked at by the {@link Referee}.
 */
public interface Scenario {
    /** Its name in the table and for {@code --only}: words with hyphens between them. */
    String name();

    /**
     * Loads, and makes the fault while rows are moving. When this returns, every row has to be in the vault or an open dead letter.
     *
     * @throws AssertionError if something does not happen that has to
     */
    void play(Stage stage);
}
