package com.skyflow.loader.extractor.source;

import com.skyflow.loader.common.ledger.SourceIdentity;
import java.util.Optional;

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
     * @return empty if the source can be read only once
     * @throws com.skyflow.loader.common.failure.LoaderException if the source is malformed, with the place
     */
    Optional<Survey> survey();

    /**
     * Makes sure that these are the rows that an earlier reader read to their end, where the identity cannot tell.
     *
     * @throws com.skyflow.loader.common.failure.LoaderException if they are not
     */
    void ensureReadBefore(Start end);

    /**
     * Reads on behind a position.
     *
     * @param start how far an earlier reader came; {@link Start#BEGINNING} for none
     * @throws com.skyflow.loader.common.failure.LoaderException if the source cannot be read, or the rows before the position
     *     are not those that were read before
     */
    RowReader open(Start start);
}
