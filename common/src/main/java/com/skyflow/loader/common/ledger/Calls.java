package com.skyflow.loader.common.ledger;

/**
 * What the calls to a vault came to.
 *
 * @param requests calls made, every attempt counted
 * @param retries attempts after the first of the same call
 * @param throttles answers that asked to wait
 * @param bytes bytes of request bodies
 * @param atOnce batches that the vault took whole at their first attempt
 * @param retried batches that it took whole after more attempts
 * @param failed batches of which at least one row became a dead letter
 * @param latency how long the calls took
 */
public record Calls(
        long requests,
        long retries,
        long throttles,
        long bytes,
        long atOnce,
        long retried,
        long failed,
        Latency latency) {
    public static final Calls NONE = new Calls(0, 0, 0, 0, 0, 0, 0, Latency.NONE);

    public Calls plus(Calls other) {
        return new Calls(
                requests + other.requests,
                retries + other.retries,
                throttles + other.throttles,
                bytes + other.bytes,
                atOnce + other.atOnce,
                retried + other.retried,
                failed + other.failed,
                latency.plus(other.latency));
    }

    /** Batches that were finished, well or not. */
    public long batches() {
        return atOnce + retried + failed;
    }
}
