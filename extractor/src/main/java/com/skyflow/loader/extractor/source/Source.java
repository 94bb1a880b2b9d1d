package com.skyflow.loader.extractor.source;

import com.skyflow.loader.common.ledger.SourceIdentity;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Where the rows of one vault come from. Its rows have a fixed order, and a row's number never changes. */
public interface Source {
    /**
     * What is read. Two equal identities mean the same rows under the same numbers.
     *
     * @throws com.skyflow.loader.common.failure.LoaderException if it cannot be read
     */
    SourceIdentity identity();

    /**
     * Reads the whole source once, before anything is published: counts its rows and refuses what is malformed.
     *
     * @return empty if the source can be read only once, or is counted by {@link #await}
     * @throws com.skyflow.loader.common.failure.LoaderException if the source is malformed, with the place
     */
    Optional<Survey> survey();

    /**
     * Asks whoever has the rows for them, without waiting: what was asked for goes on though this process ends. Called before the
     * first row is read, again after a restart; the cursor is published before anything else is done.
     *
     * @return the cursor by which it is found again; that of the start where it still is what is to be read
     * @throws com.skyflow.loader.common.failure.LoaderException if it is refused
     */
    default @Nullable String request(Start start) {
        return start.cursor();
    }

    /**
     * Waits for what was asked for, and counts it.
     *
     * @param start with the cursor of {@link #request}
     * @param stopped ends the wait
     * @return empty if the source is read here
     * @throws com.skyflow.loader.common.failure.LoaderException if it failed, cannot be found or the wait was ended
     */
    default Optional<Survey> await(Start start, CountDownLatch stopped) {
        return Optional.empty();
    }

    /**
     * Makes sure that these are the rows that an earlier reader read to their end, where the identity cannot tell.
     *
     * @throws com.skyflow.loader.common.failure.LoaderException if they are not
     */
    void ensureReadBefore(Start end);

    /**
     * Reads on behind a position.
     *
     * @param start how far an earlier reader came
     * @throws com.skyflow.loader.common.failure.LoaderException if the source cannot be read, or the rows before the position
     *     are not those that were read before
     */
    RowReader open(Start start);
}
