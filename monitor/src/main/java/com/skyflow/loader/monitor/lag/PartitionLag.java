package com.skyflow.loader.monitor.lag;

import com.skyflow.loader.common.instance.OldestRow;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How far the upload of one partition is behind.
 *
 * @param committed offset behind the last row that is done with; where none was committed, the first that is there
 * @param end offset behind the last record, read after the committed one
 * @param age how long the oldest row that is not done with has been there; empty if there is none
 * @param perSecond offsets that are done with in a second; empty where it was looked at only once
 * @param owner client id of the uploader that has the partition; empty if none has
 * @param oldest what that uploader says of its oldest row; empty if it says nothing, or said it too long ago
 * @param at when it was looked at
 */
public record PartitionLag(
        int partition,
        long committed,
        long end,
        Optional<Duration> age,
        Optional<Double> perSecond,
        Optional<String> owner,
        Optional<OldestRow> oldest,
        Instant at) {
    /** Offsets between the two: rows, and the marks that transactions leave between them. */
    public long offsets() {
        return Math.max(0, end - committed);
    }

    /** Whether it holds rows that are not done with. */
    public boolean isBehind() {
        return age.isPresent();
    }

    /** Whether it holds rows, and none of them has been done with for a while or can be. */
    public boolean isStuck() {
        return isBehind()
                && (owner.isEmpty() || oldest.filter(row -> row.isStuck(at)).isPresent());
    }

    /** When its last row is done with if it goes on so; empty where nothing moves, or that is not known. */
    public Optional<Duration> timeToFinish() {
        if (!isBehind()) {
            return Optional.of(Duration.ZERO);
        }
        return perSecond.filter(rate -> rate > 0).map(rate -> Duration.ofMillis((long) (offsets() * 1_000 / rate)));
    }
}
