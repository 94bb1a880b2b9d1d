package com.skyflow.loader.local.simulator.api;

import org.jspecify.annotations.Nullable;

/**
 * A call as it came. It never prints what it carries.
 *
 * @param method the HTTP method
 * @param path the path as sent
 * @param query the query as sent, or null
 * @param authorization the header, or null
 * @param body the body, in the first {@code length} bytes
 * @param length bytes of the body that were kept
 * @param size bytes of the body that were sent
 * @param caller who waits for the answer
 */
public record Incoming(
        String method,
        String path,
        @Nullable String query,
        @Nullable String authorization,
        byte[] body,
        int length,
        long size,
        Caller caller) {
    /** Who waits for the answer. */
    public interface Caller {
        /** Whether nobody waits any more. */
        boolean isGone();
    }

    @Override
    public String toString() {
        return method + " with " + size + " bytes";
    }
}
