package com.skyflow.loader.common.ledger;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Base64;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.PackedHistogram;

/**
 * How long the calls to a vault took, as a histogram of microseconds with two significant digits up to one hour. Immutable; in
 * JSON it is the compressed HdrHistogram in Base64.
 */
public final class Latency {
    private static final long MAX_MICROS = Duration.ofHours(1).toNanos() / 1_000;

    /** No call at all. */
    public static final Latency NONE = new Latency(empty());

    private final Histogram micros;

    private Latency(Histogram micros) {
        this.micros = micros;
    }

    /** The durations of some calls. */
    public static Latency of(Iterable<Duration> calls) {
        Histogram sum = empty();
        calls.forEach(call -> sum.recordValue(Math.clamp(call.toNanos() / 1_000, 1, MAX_MICROS)));
        return new Latency(sum);
    }

    @JsonCreator
    static Latency decode(String text) {
        try {
            return new Latency(PackedHistogram.decodeFromCompressedByteBuffer(
                    ByteBuffer.wrap(Base64.getDecoder().decode(text)), MAX_MICROS));
        } catch (DataFormatException | BufferUnderflowException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("no compressed histogram", e);
        }
    }

    @JsonValue
    String encode() {
        ByteBuffer bytes = ByteBuffer.allocate(micros.getNeededByteBufferCapacity());
        int length = micros.encodeIntoCompressedByteBuffer(bytes);
        return Base64.getEncoder().encodeToString(java.util.Arrays.copyOf(bytes.array(), length));
    }

    /** The calls of both. */
    public Latency plus(Latency other) {
        if (other.calls() == 0) {
            return this;
        }
        Histogram sum = micros.copy();
        sum.add(other.micros);
        return new Latency(sum);
    }

    /** How many calls. */
    public long calls() {
        return micros.getTotalCount();
    }

    /** The time within which this share of the calls was answered; zero if there was none. Percent in {@code [0, 100]}. */
    public Duration percentile(double percent) {
        return calls() == 0 ? Duration.ZERO : Duration.ofNanos(micros.getValueAtPercentile(percent) * 1_000);
    }

    /** The sum over all calls, within the histogram's precision. */
    public Duration total() {
        return Duration.ofNanos((long) (micros.getMean() * calls() * 1_000));
    }

    /** Packed: there is one for each batch, of a single call mostly. */
    private static Histogram empty() {
        return new PackedHistogram(MAX_MICROS, 2);
    }

    @Override
    public String toString() {
        return calls() + " calls, p50 " + percentile(50).toMillis() + " ms";
    }
}
