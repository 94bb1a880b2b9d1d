package com.skyflow.loader.bench;

import com.skyflow.loader.common.row.Pair;
import com.skyflow.loader.extractor.csv.CsvFiles;
import com.skyflow.loader.extractor.csv.CsvSource;
import com.skyflow.loader.extractor.csv.Suffix;
import com.skyflow.loader.extractor.source.RowReader;
import com.skyflow.loader.extractor.source.Source;
import com.skyflow.loader.extractor.source.Start;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/** Both passes over a CSV file: nanoseconds a row. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(CsvBenchmark.ROWS)
public class CsvBenchmark {
    static final int ROWS = 300_000;

    private @Nullable Path file;

    @Setup
    public void write() throws IOException {
        List<Pair> pairs = Batches.plain();
        List<String> lines = new ArrayList<>(List.of("name,token"));
        for (int row = 0; row < ROWS; row++) {
            Pair pair = pairs.get(row % Batches.SIZE);
            lines.add(pair.value() + row + ',' + pair.token() + row);
        }
        file = Files.write(Files.createTempFile("bench", ".csv"), lines);
    }

    @TearDown
    public void delete() throws IOException {
        Files.delete(path());
    }

    private Path path() {
        return Objects.requireNonNull(file);
    }

    private Source source() {
        return CsvSource.of(new CsvFiles.OneFile(path(), "name", "token"), 0, new Suffix.None());
    }

    @Benchmark
    public Object count() {
        return source().survey();
    }

    @Benchmark
    public void read(Blackhole hole) {
        try (RowReader rows = source().open(new Start("run", 0, null, null))) {
            while (rows.next()) {
                hole.consume(rows.row());
            }
        }
    }
}
