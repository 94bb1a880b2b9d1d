package com.skyflow.loader.extractor.source;

import com.skyflow.loader.common.ledger.SourceIdentity;
import org.jspecify.annotations.Nullable;

/** Reads the rows of a source in order. Owned by one thread, but for {@link #cursor} and {@link #ensureUnchanged}. */
public interface RowReader extends AutoCloseable {
    /**
     * Goes to the next row, for which it may have to wait.
     *
     * @return whether there is one
     * @throws com.skyflow.loader.common.failure.LoaderException if the source breaks off, is malformed, or holds another number
     *     of rows than was counted
     */
    boolean next();

    /** The current row, without waiting. Called once for each. */
    SourceRow row();

    /**
     * What the source needs besides the number of the last row that {@link #row} gave to read on behind it; null if that is enough. It
     * may be asked for by any thread, also while another waits in {@link #next}, but not during {@link #row}.
     */
    @Nullable String cursor();

    /**
     * Makes sure that what was read so far is still what was to be read. Asked before rows are published, on the thread that publishes.
     *
     * @param identity that of the source when the run began
     * @throws com.skyflow.loader.common.failure.LoaderException if the source has changed
     */
    default void ensureUnchanged(SourceIdentity identity) {}

    @Override
    void close();
}
