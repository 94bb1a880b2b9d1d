package com.skyflow.loader.extractor.source;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the rows of a source in order. Owned by one thread. */
public interface RowReader extends AutoCloseable {
    /**
     * The next row; empty at the end.
     *
     * @throws com.skyflow.loader.common.failure.LoaderException if the source breaks off, is malformed, or holds another number
     *     of rows than was counted
     */
    Optional<SourceRow> next();

    /** A hash over all rows read so far, those skipped included; null for a source that can be read again. */
    @Nullable String prefixHash();

    @Override
    void close();
}
