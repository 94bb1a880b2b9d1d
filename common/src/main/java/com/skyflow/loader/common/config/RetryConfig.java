package com.skyflow.loader.common.config;

import java.time.Duration;

/**
 * How a failed call, and a failed row, is repeated.
 *
 * @param attempts calls for one batch at most, the first included
 * @param backoff upper bound of the wait before the second attempt; it doubles with each
 * @param maxBackoff upper bound of any wait
 * @param maxReplays times that a dead letter is replayed at most
 */
public record RetryConfig(int attempts, Duration backoff, Duration maxBackoff, int maxReplays) {}
