package com.skyflow.loader.common.kafka;

/**
 * Another process has taken over this one's transactional id, or the cluster ended a transaction of this one by itself, which cannot
 * always be told apart here: whatever it still holds may no longer be its own.
 */
public final class FencedException extends RuntimeException {
    private final boolean certain;

    private FencedException(String message, Throwable cause, boolean certain) {
        super(message, cause);
        this.certain = certain;
    }

    static FencedException certain(String transactionalId, Throwable cause) {
        return new FencedException("a newer process uses " + transactionalId, cause, true);
    }

    static FencedException doubtful(String transactionalId, Throwable cause) {
        return new FencedException(
                "a newer process uses " + transactionalId + ", or the cluster ended its transaction", cause, false);
    }

    /** Whether the cluster says that it is another process. */
    public boolean isCertain() {
        return certain;
    }
}
