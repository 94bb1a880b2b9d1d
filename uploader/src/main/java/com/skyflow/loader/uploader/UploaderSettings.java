package com.skyflow.loader.uploader;

import com.skyflow.loader.uploader.send.SendSettings;
import java.time.Duration;
import java.util.Optional;

/**
 * How the rows of one vault are uploaded.
 *
 * @param batchSize records of a full batch, at least 1
 * @param concurrency calls at one time, at least 1
 * @param linger how long a batch waits to become full
 * @param windowRecords records taken from the topic and not committed, at most; a crash repeats no more
 * @param windowBytes bytes of these, at most
 * @param drainTimeout how long calls may go on after a stop or a revoke
 * @param send how a batch is sent
 * @param patience how long to go on while every attempt fails; empty for ever
 * @param misconfiguredAfter rows to look back at before the settings are blamed for rejections
 * @param misconfiguredShare share of them that must have been rejected, in {@code [0, 1]}
 * @param deletionInterval how often rows that are done with are deleted from the topic, at most; empty to keep them
 */
public record UploaderSettings(
        int batchSize,
        int concurrency,
        Duration linger,
        int windowRecords,
        long windowBytes,
        Duration drainTimeout,
        SendSettings send,
        Optional<Patience> patience,
        int misconfiguredAfter,
        double misconfiguredShare,
        Optional<Duration> deletionInterval) {
    /**
     * How long to go on while every attempt fails.
     *
     * @param once if the vault has answered before
     * @param never if it never has
     */
    public record Patience(Duration once, Duration never) {}
}
