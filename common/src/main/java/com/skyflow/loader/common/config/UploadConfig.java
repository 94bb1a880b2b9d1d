package com.skyflow.loader.common.config;

import java.time.Duration;

/**
 * How rows are batched and sent to one vault.
 *
 * @param batchSize records in one call
 * @param maxConcurrency calls in flight
 * @param baseDelay pause before each call
 * @param linger time after which a batch is sent although it is not full
 * @param windowRecords records fetched and not yet finished, at least one batch
 * @param windowBytes bytes of them
 * @param drainTimeout longest wait for what is in flight when the uploader stops or loses partitions
 */
public record UploadConfig(
        int batchSize,
        int maxConcurrency,
        Duration baseDelay,
        Duration linger,
        int windowRecords,
        long windowBytes,
        Duration drainTimeout) {}
