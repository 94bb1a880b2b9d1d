package com.skyflow.loader.local.simulator.settings;

/**
 * How many calls a vault takes: a bucket of {@code burst} calls that fills with {@code perSecond}. Calls beyond it are
 * answered 429 with the time until there is room for one.
 *
 * @param perSecond calls a second, above 0
 * @param burst calls at once, 1 or more
 * @param retryAfter how an answer says when to come back
 */
public record RateLimit(double perSecond, int burst, RetryAfter.Form retryAfter) {
    public RateLimit {
        if (!(perSecond > 0)) {
            throw new IllegalArgumentException("perSecond: " + perSecond + " (expected: above 0)");
        }
        if (burst < 1) {
            throw new IllegalArgumentException("burst: " + burst + " (expected: 1 or more)");
        }
    }
}
