package com.skyflow.loader.common.ledger;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.stream.LongStream;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * How long the calls to a vault took, as a histogram of microseconds with two significant digits up to one hour. Immutable; in
 * JSON it is the compressed HdrHistogram in Base64.
 */
public final class Latency {
    private static final long MAX_MICROS = Duration.ofHours(1).toNanos() / 1_000;
    /** A histogram takes 28 KB; as many calls are kept one by one at most. There is one of these for each batch, of a single call mostly. */
    private static final int FEW = 256;

    /** No call at all. */
    public static final Latency NONE = new Latency(new long[0], null);

    private final long[] few;
    private final @Nullable Histogram many;

    private Latency(long[] few, @Nullable Histogram many) {
        this.few = few;
        this.many = many;
    }

    /** The durations of some calls. */
    public static Latency of(Collection<Duration> calls) {
        long[] micros = calls.stream()
                .mapToLong(call -> Math.clamp(call.toNanos() / 1_000, 1, MAX_MICROS))
                .toArray();
        return micros.length <= FEW ? new Latency(micros, null) : new Latency(new long[0], histogram(micros));
    }

    @JsonCreator
    static Latency decode(String text) {
        try {
            return new Latency(
                    new long[0],
                    Histogram.decodeFromCompressedByteBuffer(
                            ByteBuffer.wrap(Base64.getDecoder().decode(text)), MAX_MICROS));
        } catch (DataFormatException | BufferUnderflowException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("no compressed histogram", e);
        }
    }

    @JsonValue
    String encode() {
        Histogram micros = histogram();
        ByteBuffer bytes = ByteBuffer.allocate(micros.getNeededByteBufferCapacity());
        int length = micros.encodeIntoCompressedByteBuffer(bytes);
        return Base64.getEncoder().encodeToString(Arrays.copyOf(bytes.array(), length));
    }

    /** The calls of both. */
    public Latency plus(Latency other) {
        if (many == null && other.many == null && few.length + other.few.length <= FEW) {
            return new Latency(
                    LongStream.concat(LongStream.of(few), LongStream.of(other.few))
                            .toArray(),
                    null);
        }
        Histogram sum = many == null ? histogram(few) : many.copy();
        if (other.many == null) {
            LongStream.of(other.few).forEach(sum::recordValue);
        } else {
            sum.add(other.many);
        }
        return new Latency(new long[0], sum);
    }

    /** The calls of this one that are not in an earlier one, all of whose calls are in this one. */
    public Latency minus(Latency earlier) {
        Histogram rest = histogram().copy();
        rest.subtract(earlier.histogram());
        return new Latency(new long[0], rest);
    }

    /** How many calls. */
    public long calls() {
        return many == null ? few.length : many.getTotalCount();
    }

    /** The time within which this share of the calls was answered; zero if there was none. Percent in {@code [0, 100]}. */
    public Duration percentile(double percent) {
        return calls() == 0 ? Duration.ZERO : Duration.ofNanos(histogram().getValueAtPercentile(percent) * 1_000);
    }

    /** The sum over all calls, within the histogram's precision. */
    public Duration total() {
        return Duration.ofNanos((long) (histogram().getMean() * calls() * 1_000));
    }

    private Histogram histogram() {
        return many == null ? histogram(few) : many;
    }

    private static Histogram histogram(long[] micros) {
        Histogram histogram = new Histogram(MAX_MICROS, 2);
        LongStream.of(micros).forEach(histogram::recordValue);
        return histogram;
    }

    @Override
    public String toString() {
        return calls() + " calls, p50 " + percentile(50).toMillis() + " ms";
    }
}
