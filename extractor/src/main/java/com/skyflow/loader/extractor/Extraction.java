package com.skyflow.loader.extractor;

import com.skyflow.loader.common.ledger.Checkpoint;
import com.skyflow.loader.common.ledger.Checkpoint.State;
import com.skyflow.loader.extractor.publish.Publisher;
import com.skyflow.loader.extractor.source.Start;
import com.skyflow.loader.extractor.source.Survey;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** The extraction of one vault, decided on and ready to go. */
public final class Extraction implements AutoCloseable {
    private final VaultSource vault;
    private final Publisher publisher;
    private volatile Optional<Survey> survey;
    private volatile Checkpoint checkpoint;

    Extraction(VaultSource vault, Publisher publisher, Checkpoint checkpoint, Optional<Survey> survey) {
        this.vault = vault;
        this.publisher = publisher;
        this.checkpoint = checkpoint;
        this.survey = survey;
    }

    /** Asks for the rows of a source that others have, and keeps what they are found by again. */
    void request(Clock clock) {
        if (isUncounted()) {
            String cursor = vault.source().request(Start.behind(checkpoint));
            if (!Objects.equals(cursor, checkpoint.cursor())) {
                publish(checkpoint.found(null, null, cursor, clock.instant()));
            }
        }
    }

    /** Waits until they are counted. */
    void await(Clock clock, CountDownLatch stopped) {
        if (isUncounted()) {
            survey = vault.source().await(Start.behind(checkpoint), stopped);
            survey.ifPresent(found ->
                    publish(checkpoint.found(found.rows(), found.repeats(), checkpoint.cursor(), clock.instant())));
        }
    }

    private boolean isUncounted() {
        return checkpoint.state() == State.EXTRACTING && checkpoint.total() == null && checkpoint.position() == 0;
    }

    private void publish(Checkpoint next) {
        publisher.publish(List.of(next));
        checkpoint = next;
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
