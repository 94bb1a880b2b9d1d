package com.skyflow.loader.extractor.publish;

import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import com.skyflow.loader.common.vault.VaultName;

/** The end of an extraction because another extractor has taken over its vault: what was published stays, and that one goes on. */
public final class TakenOverException extends LoaderException {
    TakenOverException(VaultName vault, RuntimeException answer) {
        super(
                ExitCode.UNFINISHED,
                "Another extractor of vault %s was started and has taken over. Nothing is published twice; this one ends."
                        .formatted(vault),
                answer);
    }
}
