package com.skyflow.loader.faults;

import com.skyflow.loader.testing.kafka.TestBroker;
import com.skyflow.loader.testing.kafka.TestCluster;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Scenarios one after the other, with one broker for those that leave it alone, and one source. Owned by one thread. */
public final class Round implements AutoCloseable {
    /** Rows of each load. */
    public static final int ROWS = 100_000;

    private final int number;
    private final long seed;
    private final Path folder;
    private final Source source;
    private final TestBroker broker = TestBroker.start();
    private @Nullable TestCluster cluster;

    /**
     * A round.
     *
     * @param seed what decides the instants of its faults, and all else that is left to chance
     * @param folder where the scenarios have their folders; of one that fails it stays
     */
    public Round(int number, long seed, Path folder) {
        this.number = number;
        this.seed = seed;
        this.folder = folder;
        this.source = Source.write(ROWS, folder.resolve("data"));
    }

    /** Plays a scenario and judges it. */
    public Result play(Scenario scenario) {
        Path own = folder.resolve(scenario.name() + "-" + number);
        Instant start = Instant.now();
        Result result;
        try {
            Files.createDirectories(own);
            try (Stage stage =
                    new Stage(scenario.name(), source, Kafka.at(broker.openServers()), this::cluster, own, seed)) {
                result = play(scenario, stage, start);
            }
        } catch (Exception e) {
            result = result(scenario, start, 0, 0, Optional.empty(), List.of(), List.of(trace(e)));
        }
        keepEvidence(own, result);
        return result;
    }

    /** Three brokers for the scenarios that need them, started for the first. */
    private TestCluster cluster() {
        TestCluster started = cluster == null ? TestCluster.start() : cluster;
        cluster = started;
        return started;
    }

    private Result play(Scenario scenario, Stage stage, Instant start) {
        List<String> problems;
        try {
            scenario.play(stage);
            problems = stage.found().map(scenario::judge).orElse(List.of("there was no load"));
        } catch (Stage.Skipped e) {
            return Result.skipped(number, scenario.name(), seed, String.valueOf(e.getMessage()));
        } catch (RuntimeException | AssertionError e) {
            problems = List.of(trace(e));
        } finally {
            if (cluster != null) {
                cluster.mend();
            }
        }
        Optional<Load> load = stage.found();
        return result(
                scenario,
                start,
                load.map(Load::held).orElse(0L),
                load.map(Load::repeats).orElse(0L),
                load.flatMap(Load::resumed),
                load.map(Load::proofs).orElse(List.of()),
                problems);
    }

    private Result result(
            Scenario scenario,
            Instant start,
            long rows,
            long repeats,
            Optional<Duration> resumed,
            List<String> proofs,
            List<String> problems) {
        return new Result(
                number,
                scenario.name(),
                seed,
                Duration.between(start, Instant.now()),
                rows,
                repeats,
                resumed,
                proofs,
                problems,
                Optional.empty());
    }

    private static String trace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static void keepEvidence(Path own, Result result) {
        try {
            if (result.isGreen()) {
                delete(own);
            } else {
                Files.writeString(
                        own.resolve("verdict.txt"),
                        String.join("\n", result.problems()) + "\nproven: " + result.proofs() + "\n");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Override
    public void close() {
        try {
            broker.close();
            if (cluster != null) {
                cluster.close();
            }
            delete(source.data());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
