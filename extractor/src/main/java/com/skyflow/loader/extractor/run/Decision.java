package com.skyflow.loader.extractor.run;

import com.skyflow.loader.common.ledger.Checkpoint;
import java.util.Optional;

/** What an extraction of one vault has to do. */
public sealed interface Decision {
    /** The last checkpoint of the run that goes on; empty where one begins. */
    default Optional<Checkpoint> last() {
        return switch (this) {
            case Begin begin -> Optional.empty();
            case Resume resume -> Optional.of(resume.checkpoint());
            case OnlyUploads uploads -> Optional.of(uploads.checkpoint());
            case Loaded loaded -> Optional.of(loaded.checkpoint());
        };
    }

    /**
     * Read the source from its first row.
     *
     * @param run a checkpoint of the unfinished run that plans this vault; empty for a new run
     * @param abandoned the checkpoint of a run that is given up for this one
     */
    record Begin(Optional<Checkpoint> run, Optional<Checkpoint> abandoned) implements Decision {}

    /** Read on behind a checkpoint. */
    record Resume(Checkpoint checkpoint) implements Decision {}

    /** Nothing: the source was read, and some of its rows are still to be uploaded. */
    record OnlyUploads(Checkpoint checkpoint) implements Decision {}

    /** Nothing at all: the vault is loaded, and other vaults of its run are not. */
    record Loaded(Checkpoint checkpoint) implements Decision {}
}
