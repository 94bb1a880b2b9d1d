package com.skyflow.loader.uploader;

import com.skyflow.loader.uploader.send.BatchResult;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Where batches leave what became of them, for the poll thread to take. */
interface Results {
    /** Any thread. */
    void add(BatchResult result);

    /** The next one, waiting for it as long as that; null if there is none. */
    @Nullable BatchResult take(Duration patience);
}
