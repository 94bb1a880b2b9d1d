package com.skyflow.loader.extractor.source;

import org.jspecify.annotations.Nullable;

/** Reads the rows of a source in order. Owned by one thread, but for {@link #cursor}. */
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

    @Override
    void close();
}
