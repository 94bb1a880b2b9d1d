package com.skyflow.loader.common.kafka;

/** Another process has taken over this one's transactional id: whatever this one still holds is no longer its own. */
public final class FencedException extends RuntimeException {
    FencedException(String transactionalId, Throwable cause) {
        super("a newer process uses " + transactionalId, cause);
    }
}
