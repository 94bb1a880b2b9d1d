package com.skyflow.loader.uploader.runs;

import java.util.Optional;

/** What is known of the runs whose rows are in the topic. Owned by the poll thread. */
public interface Runs {
    /** Takes in what has been said of runs since. */
    void refresh();

    /** Why the rows of a run must not be uploaded here; empty if they may. */
    Optional<String> refusal(String run);

    /** Whether no more rows of the runs seen so far will come. */
    boolean areExtracted();
}
