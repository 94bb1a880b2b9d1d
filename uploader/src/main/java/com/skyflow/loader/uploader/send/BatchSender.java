package com.skyflow.loader.uploader.send;

import com.skyflow.loader.uploader.batch.Batch;
import java.util.function.Consumer;

/** Takes batches on their way. */
@FunctionalInterface
public interface BatchSender {
    /**
     * Begins to send a batch, and returns before it is sent.
     *
     * @param completed is given the result exactly once, on any thread
     */
    InFlight send(Batch batch, Consumer<BatchResult> completed);
}
