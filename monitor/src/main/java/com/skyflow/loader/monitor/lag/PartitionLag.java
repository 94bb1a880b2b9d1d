package com.skyflow.loader.monitor.lag;

import java.time.Duration;
import java.util.Optional;

/**
 * How far the upload of one partition is behind.
 *
 * @param committed offset behind the last row that is done with; where none was committed, the first that is there
 * @param end offset behind the last record, read after the committed one
 * @param age how long the oldest row that is not done with has been there; empty if there is none
 * @param owner client id of the uploader that has the partition; empty if none has
 */
public record PartitionLag(int partition, long committed, long end, Optional<Duration> age, Optional<String> owner) {
    /** Offsets between the two: rows, and the marks that transactions leave between them. */
    public long offsets() {
        return Math.max(0, end - committed);
    }
}
