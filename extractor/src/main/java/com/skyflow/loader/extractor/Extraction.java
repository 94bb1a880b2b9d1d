package com.skyflow.loader.extractor;

import com.skyflow.loader.common.ledger.Checkpoint;
import com.skyflow.loader.common.ledger.Checkpoint.State;
import com.skyflow.loader.extractor.publish.Publisher;

/** The extraction of one vault, decided on and ready to go. */
public final class Extraction implements AutoCloseable {
    private final VaultSource vault;
    private final Publisher publisher;
    private final long left;
    private volatile Checkpoint checkpoint;

    Extraction(VaultSource vault, Publisher publisher, Checkpoint checkpoint, long left) {
        this.vault = vault;
        this.publisher = publisher;
        this.checkpoint = checkpoint;
        this.left = left;
    }

    /**
     * Publishes what is left of the source.
     *
     * @throws com.skyflow.loader.common.failure.LoaderException if it cannot go on; started again, it continues
     */
    public void run() {
        if (checkpoint.state() == State.EXTRACTING) {
            publisher.publish(checkpoint, vault.source(), committed -> checkpoint = committed);
        }
    }

    /** Ends {@link #run} soon; started again, it continues. Any thread. */
    public void stop() {
        publisher.stop();
    }

    /** How far it has come. Any thread. */
    public Checkpoint checkpoint() {
        return checkpoint;
    }

    /** Rows of the source that the limit leaves out; 0 if it was not counted now. */
    public long left() {
        return left;
    }

    @Override
    public void close() {
        publisher.close();
    }
}
