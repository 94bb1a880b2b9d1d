package com.skyflow.loader.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.skyflow.loader.common.ledger.Latency;
import com.skyflow.loader.common.redaction.Redactor;
import com.skyflow.loader.common.row.Pair;
import com.skyflow.loader.vault.answer.Answer;
import com.skyflow.loader.vault.answer.AnswerReader;
import com.skyflow.loader.vault.answer.Call;
import com.skyflow.loader.vault.answer.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What is done with the answer to a call of 300 rows: microseconds a call. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class AnswerBenchmark {
    private final List<Pair> rows = Batches.plain();
    private final AnswerReader reader = new AnswerReader(Redactor.of(List.of("name")));
    private final Response loaded = response(
            200,
            rows.stream()
                    .map(row -> "{\"skyflow_id\":\"" + new UUID(7, row.hashCode()) + "\",\"tokens\":null}")
                    .collect(Collectors.joining(",", "{\"records\":[", "]}")));
    private final Response rejected = response(
            400,
            "{\"error\":{\"http_code\":400,\"message\":\"Invalid value "
                    + rows.get(77).value() + " of column name\"}}");
    private final List<Latency> latencies = IntStream.rangeClosed(1, 64)
            .mapToObj(call -> Latency.of(List.of(Duration.ofMillis(call))))
            .toList();

    private static Response response(int status, String body) {
        return new Response(status, null, null, "bench", body.getBytes(UTF_8), true);
    }

    private Answer read(Response response) {
        Call call = new Call(Instant.EPOCH, Duration.ofMillis(20), 30_000, 0, response.status(), response.requestId());
        return reader.read(call, response, rows, Instant.EPOCH);
    }

    @Benchmark
    public Answer readLoaded() {
        return read(loaded);
    }

    @Benchmark
    public Answer readRejected() {
        return read(rejected);
    }

    @Benchmark
    public Latency sumLatencies() {
        return latencies.stream().reduce(Latency.NONE, Latency::plus);
    }
}
