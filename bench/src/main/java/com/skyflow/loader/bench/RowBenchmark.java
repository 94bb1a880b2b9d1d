package com.skyflow.loader.bench;

import com.skyflow.loader.common.row.Pair;
import com.skyflow.loader.common.row.PairCodec;
import com.skyflow.loader.common.row.RunKeys;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** Rows on their way into and out of the topic: nanoseconds a row. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(Batches.SIZE)
public class RowBenchmark {
    @Param({"plain", "special"})
    String text = "plain";

    private final RunKeys keys = new RunKeys("20261121T032610-00ff7a");
    private List<Pair> pairs = List.of();
    private List<byte[]> values = List.of();
    private List<byte[]> rowKeys = List.of();

    @Setup
    public void setUp() {
        pairs = text.equals("plain") ? Batches.plain() : Batches.special();
        values = pairs.stream().map(PairCodec::encode).toList();
        rowKeys = LongStream.range(5_000_000, 5_000_000 + Batches.SIZE)
                .mapToObj(keys::of)
                .toList();
    }

    @Benchmark
    public void encode(Blackhole hole) {
        for (Pair pair : pairs) {
            hole.consume(PairCodec.encode(pair));
        }
    }

    @Benchmark
    public void decode(Blackhole hole) {
        for (byte[] value : values) {
            hole.consume(PairCodec.decode(value));
        }
    }

    @Benchmark
    public void makeKey(Blackhole hole) {
        for (int row = 0; row < Batches.SIZE; row++) {
            hole.consume(keys.of(5_000_000 + row));
        }
    }

    @Benchmark
    public void nameRun(Blackhole hole) {
        for (byte[] key : rowKeys) {
            hole.consume(keys.contains(key));
        }
    }
}
