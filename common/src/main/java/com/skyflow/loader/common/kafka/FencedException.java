package com.skyflow.loader.common.kafka;

/**
 * Another process has taken over this one's transactional id, or the cluster ended a transaction of this one by itself, which its answers
 * do not always tell apart: whatever it still holds may no longer be its own.
 */
public final class FencedException extends RuntimeException {
    FencedException(String transactionalId, Throwable cause) {
        super("a newer process uses " + transactionalId + ", or the cluster ended its transaction", cause);
    }
}
