package com.skyflow.loader.uploader.send;

import java.time.Duration;

/**
 * How a batch is sent.
 *
 * @param attempts calls for the same rows before they are given up or halved, at least 1
 * @param backoff how long to wait between them
 * @param baseDelay pause before each call
 * @param upsert whether a row that is sent twice changes nothing
 */
public record SendSettings(int attempts, Backoff backoff, Duration baseDelay, boolean upsert) {}
