package com.skyflow.loader.common.config;

import java.time.Duration;

/**
 * How a failed call is repeated.
 *
 * @param attempts calls for one batch at most, the first included
 * @param backoff upper bound of the wait before the second attempt; it doubles with each
 * @param maxBackoff upper bound of any wait
 */
public record RetryConfig(int attempts, Duration backoff, Duration maxBackoff) {}
