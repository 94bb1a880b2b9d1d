package com.skyflow.loader.faults;

import java.util.List;

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

    /**
     * What must not be and is, when it has been played; empty if everything holds. Another judge is only for faults that take rows away.
     *
     * @return one sentence a problem
     */
    default List<String> judge(Load load) {
        return Referee.problems(load);
    }
}
