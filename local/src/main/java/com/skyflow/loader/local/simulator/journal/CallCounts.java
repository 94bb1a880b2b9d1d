package com.skyflow.loader.local.simulator.journal;

import java.time.Instant;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Exact counts of every call since the start.
 *
 * @param calls calls that ended
 * @param records records in their requests
 * @param byStatus how many ended with which status; 0 for those without an answer
 * @param byProtocol how many were sent by which protocol, such as {@code HTTP/2.0}
 * @param compressed how many had a body with gzip
 * @param inFlight calls that have not ended
 * @param maxInFlight the most that were in flight at once
 * @param connections connections accepted
 * @param lastArrival when the last call came, or null
 */
public record CallCounts(
        long calls,
        long records,
        SortedMap<Integer, Long> byStatus,
        SortedMap<String, Long> byProtocol,
        long compressed,
        long inFlight,
        long maxInFlight,
        long connections,
        @Nullable Instant lastArrival) {
    /** How many calls ended with a status. */
    public long withStatus(int status) {
        return byStatus.getOrDefault(status, 0L);
    }
}
