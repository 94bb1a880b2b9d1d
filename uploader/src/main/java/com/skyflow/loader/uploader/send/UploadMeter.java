package com.skyflow.loader.uploader.send;

import com.skyflow.loader.vault.answer.Answer;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** What an uploader is doing right now, for people to watch; what counts for good stands in the ledger. Thread-safe. */
public final class UploadMeter {
    private static final long MAX_MICROS = Duration.ofHours(1).toNanos() / 1_000;

    private final LongAdder working = new LongAdder();
    private final LongAdder inFlight = new LongAdder();
    private final LongAdder requests = new LongAdder();
    private final LongAdder throttles = new LongAdder();
    private final LongAdder loaded = new LongAdder();
    private final LongAdder givenUp = new LongAdder();
    private final LongAdder callNanos = new LongAdder();
    private final LongAdder backoffNanos = new LongAdder();
    private final Recorder latency = new Recorder(MAX_MICROS, 2);

    void workBegins() {
        working.increment();
    }

    void workEnds() {
        working.decrement();
    }

    void callBegins() {
        inFlight.increment();
    }

    void callEnds() {
        inFlight.decrement();
    }

    void answered(Answer answer) {
        requests.increment();
        throttles.add(answer instanceof Answer.Throttled ? 1 : 0);
        long nanos = answer.call().duration().toNanos();
        callNanos.add(nanos);
        latency.recordValue(Math.clamp(nanos / 1_000, 1, MAX_MICROS));
    }

    void loaded(int rows) {
        loaded.add(rows);
    }

    void givenUp() {
        givenUp.increment();
    }

    void backsOff(Duration wait) {
        backoffNanos.add(wait.toNanos());
    }

    /** The figures now. The latency is that of the calls since the last reading, so there should be one reader. */
    public Reading read() {
        Histogram recent = latency.getIntervalHistogram();
        return new Reading(
                working.sum(),
                inFlight.sum(),
                requests.sum(),
                throttles.sum(),
                loaded.sum(),
                givenUp.sum(),
                Duration.ofNanos(callNanos.sum()),
                Duration.ofNanos(backoffNanos.sum()),
                percentile(recent, 50),
                percentile(recent, 95),
                percentile(recent, 99));
    }

    private static Duration percentile(Histogram micros, double percent) {
        return Duration.ofNanos(micros.getTotalCount() == 0 ? 0 : micros.getValueAtPercentile(percent) * 1_000);
    }

    /**
     * The figures at one moment.
     *
     * @param working batches that are being sent or wait to be
     * @param inFlight calls without an answer yet
     * @param requests answers so far
     * @param throttles how many of these asked to wait
     * @param loaded rows that the vault took
     * @param givenUp rows that will become dead letters
     * @param calling time spent in calls, all of them added
     * @param backingOff time spent in waits between attempts, all of them added
     * @param p50 half of the latest calls took at most so long
     * @param p95 95 % of them
     * @param p99 99 % of them
     */
    public record Reading(
            long working,
            long inFlight,
            long requests,
            long throttles,
            long loaded,
            long givenUp,
            Duration calling,
            Duration backingOff,
            Duration p50,
            Duration p95,
            Duration p99) {}
}
