package com.skyflow.loader.uploader.send;

import com.skyflow.loader.common.ledger.Calls;
import com.skyflow.loader.vault.answer.Answer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/** What an uploader is doing right now, for people to watch; what counts for good stands in the ledger. Thread-safe. */
public final class UploadMeter {
    private final LongAdder working = new LongAdder();
    private final LongAdder inFlight = new LongAdder();
    private final LongAdder requests = new LongAdder();
    private final LongAdder throttles = new LongAdder();
    private final LongAdder loaded = new LongAdder();
    private final LongAdder givenUp = new LongAdder();
    private final LongAdder atOnce = new LongAdder();
    private final LongAdder retried = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final Map<Phase, LongAdder> nanos = new EnumMap<>(Phase.class);
    private final LongAdder retries = new LongAdder();
    private final LongAdder bytesSent = new LongAdder();
    private final LongAdder bytesReceived = new LongAdder();
    private final RecentLatency recent = new RecentLatency(System.nanoTime());
    private final LatencyBuckets latencies = new LatencyBuckets();

    public UploadMeter() {
        for (Phase phase : Phase.values()) {
            nanos.put(phase, new LongAdder());
        }
    }

    /** Adds the time since a moment to a phase, and gives the time now. */
    long spent(Phase phase, long since) {
        long now = System.nanoTime();
        nanos.computeIfAbsent(phase, any -> new LongAdder()).add(now - since);
        return now;
    }

    void ended(Calls calls) {
        atOnce.add(calls.atOnce());
        retried.add(calls.retried());
        failed.add(calls.failed());
    }

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
        bytesSent.add(answer.call().bytes());
        bytesReceived.add(answer.call().answerBytes());
        recent.add(answer.call().duration());
        latencies.add(answer.call().duration());
    }

    void retried() {
        retries.increment();
    }

    void loaded(int rows) {
        loaded.add(rows);
    }

    void givenUp() {
        givenUp.increment();
    }

    /** The figures now. */
    public Reading read() {
        Histogram lately = recent.read(System.nanoTime());
        return new Reading(
                working.sum(),
                inFlight.sum(),
                requests.sum(),
                throttles.sum(),
                loaded.sum(),
                givenUp.sum(),
                atOnce.sum(),
                retried.sum(),
                failed.sum(),
                nanos.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                entry -> Duration.ofNanos(entry.getValue().sum()))),
                percentile(lately, 50),
                percentile(lately, 95),
                percentile(lately, 99));
    }

    /** What the calls came to since the uploader began. */
    public Traffic traffic() {
        return new Traffic(retries.sum(), bytesSent.sum(), bytesReceived.sum());
    }

    /** How long they took. */
    public Latencies latencies() {
        return latencies.read();
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
     * @param atOnce batches that the vault took whole at their first attempt
     * @param retried batches that it took whole after more attempts
     * @param failed batches of which at least one row was given up
     * @param times what all batches together have spent their time with
     * @param p50 half of the calls of the last seconds took at most so long; zero if there was none
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
            long atOnce,
            long retried,
            long failed,
            Map<Phase, Duration> times,
            Duration p50,
            Duration p95,
            Duration p99) {}

    /**
     * What the calls came to.
     *
     * @param retries attempts after the first of the same call
     * @param bytesSent bytes of request bodies
     * @param bytesReceived bytes of the bodies of answers
     */
    public record Traffic(long retries, long bytesSent, long bytesReceived) {}

    /**
     * How long all calls took.
     *
     * @param buckets by how long, from the shortest
     * @param total the sum of all
     */
    public record Latencies(List<Bucket> buckets, Duration total) {}

    /**
     * Calls that took longer than the bound of the bucket before, and at most so long.
     *
     * @param bound in seconds; infinite for the last
     */
    public record Bucket(double bound, long calls) {}
}
