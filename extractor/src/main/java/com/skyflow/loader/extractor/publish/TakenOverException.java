package com.skyflow.loader.extractor.publish;

import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import com.skyflow.loader.common.ledger.Checkpoint;
import com.skyflow.loader.common.vault.VaultName;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The end of an extraction because another extractor goes on with its vault: what was published stays. */
public final class TakenOverException extends LoaderException {
    private final transient @Nullable Checkpoint other;

    TakenOverException(VaultName vault, @Nullable Checkpoint other, RuntimeException answer) {
        super(
                ExitCode.UNFINISHED,
                "Another extractor of vault %s has taken over. Nothing is published twice; this one ends."
                        .formatted(vault),
                answer);
        this.other = other;
    }

    /** The last checkpoint of the other one, if one was found. */
    public Optional<Checkpoint> other() {
        return Optional.ofNullable(other);
    }
}
