package com.skyflow.loader.extractor.source;

import com.skyflow.loader.common.ledger.Checkpoint;
import org.jspecify.annotations.Nullable;

/**
 * Where a reader begins.
 *
 * @param run id of the run that reads
 * @param position number of the last row that was read before; 0 for the beginning
 * @param cursor what {@link RowReader#cursor()} said at that position; null if it said nothing
 * @param total rows that the source was found to hold, null if unknown: another number at the end is an error
 */
public record Start(
        String run,
        long position,
        @Nullable String cursor,
        @Nullable Long total) {
    /** Behind the rows that a checkpoint counts. */
    public static Start behind(Checkpoint checkpoint) {
        return new Start(checkpoint.run(), checkpoint.position(), checkpoint.cursor(), checkpoint.total());
    }
}
