package com.skyflow.loader.common.kafka;

/**
 * Another process has taken over this one's transactional id, or this one was suspended in the middle of a transaction, which cannot
 * always be told apart: whatever it still holds is no longer its own.
 */
public final class FencedException extends RuntimeException {
    FencedException(String transactionalId, Throwable cause) {
        super("a newer process uses " + transactionalId, cause);
    }
}
