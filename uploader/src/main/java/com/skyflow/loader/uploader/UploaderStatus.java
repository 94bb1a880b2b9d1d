package com.skyflow.loader.uploader;

import com.skyflow.loader.uploader.send.UploadMeter;
import java.time.Duration;

/**
 * What an uploader is doing, for people to watch.
 *
 * @param state in one word
 * @param pause how much longer the vault has asked to wait
 * @param failing for how long every attempt has failed
 * @param partitions partitions that it owns
 * @param uncommitted records taken from the topic and not committed
 * @param concurrency calls that may be in flight now
 * @param pace calls that may begin in a second now; infinite if that is not limited
 * @param meter its figures
 */
public record UploaderStatus(
        State state,
        Duration pause,
        Duration failing,
        int partitions,
        int uncommitted,
        int concurrency,
        double pace,
        UploadMeter.Reading meter) {
    /** What an uploader is doing. */
    public enum State {
        /** It has not been given partitions yet. */
        JOINING,
        /** All partitions belong to others. */
        IDLE,
        UPLOADING,
        THROTTLED,
        OUTAGE,
        DRAINING,
        STOPPED
    }
}
