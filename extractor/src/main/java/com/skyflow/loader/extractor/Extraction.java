package com.skyflow.loader.extractor;

import com.skyflow.loader.common.ledger.Checkpoint;
import com.skyflow.loader.common.ledger.Checkpoint.State;
import com.skyflow.loader.extractor.publish.Publisher;
import com.skyflow.loader.extractor.source.Survey;
import java.util.Optional;

/** The extraction of one vault, decided on and ready to go. */
public final class Extraction implements AutoCloseable {
    private final VaultSource vault;
    private final Publisher publisher;
    private final Optional<Survey> survey;
    private volatile Checkpoint checkpoint;

    Extraction(VaultSource vault, Publisher publisher, Checkpoint checkpoint, Optional<Survey> survey) {
        this.vault = vault;
        this.publisher = publisher;
        this.checkpoint = checkpoint;
        this.survey = survey;
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
        return survey.map(Survey::left).orElse(0L);
    }

    /** Rows of the source that have no value or no token; 0 if they were not counted now. */
    public long nulls() {
        return survey.map(Survey::nulls).orElse(0L);
    }

    @Override
    public void close() {
        publisher.close();
    }
}
