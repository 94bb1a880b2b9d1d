package com.skyflow.loader.vault.client;

import com.skyflow.loader.bench.Batches;
import com.skyflow.loader.common.row.Pair;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The body of a call, in its package because nobody else needs it: nanoseconds a row. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(Batches.SIZE)
public class InsertBodyBenchmark {
    @Param({"plain", "special"})
    String text = "plain";

    private final InsertBody body = new InsertBody("name", true);
    private List<Pair> rows = List.of();

    @Setup
    public void setUp() {
        rows = text.equals("plain") ? Batches.plain() : Batches.special();
    }

    @Benchmark
    public byte[] make() {
        return body.of(rows);
    }
}
