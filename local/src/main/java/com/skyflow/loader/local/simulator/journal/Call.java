package com.skyflow.loader.local.simulator.journal;

import java.time.Duration;
import java.time.Instant;

/**
 * One call of the vault API. It holds nothing of what was sent or answered.
 *
 * @param at when it came
 * @param took how long until its answer was handed to the connection
 * @param method the HTTP method
 * @param template its path, with names in place of what differs from call to call
 * @param vaultId the vault it named, or empty
 * @param status the status of its answer; {@link #NO_ANSWER} if it got none
 * @param records records in the request
 * @param requestId the {@code x-request-id} of its answer
 * @param protocol what it was sent by, such as {@code HTTP/2.0}
 * @param compressed whether its body came with gzip
 * @param connection id of its connection
 * @param remotePort the caller's port
 */
public record Call(
        Instant at,
        Duration took,
        String method,
        String template,
        String vaultId,
        int status,
        int records,
        String requestId,
        String protocol,
        boolean compressed,
        String connection,
        int remotePort) {
    /** The status of a call that was reset, left hanging or cut off. */
    public static final int NO_ANSWER = 0;
}
