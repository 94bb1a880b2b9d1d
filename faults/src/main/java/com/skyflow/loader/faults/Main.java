package com.skyflow.loader.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command behind {@code bench/faults}. */
@Command(
        name = "bench/faults",
        mixinStandardHelpOptions = true,
        description = "Plays every fault in each round, and writes a table. The exit status is 1 if one does not hold.")
public final class Main implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "ROUNDS", defaultValue = "1", description = "How often (default: 1).")
    private int rounds;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Seed of the first round; each later one has the next. That of a row plays it again.")
    private long seed = Instant.now().getEpochSecond() % 100_000;

    @Option(names = "--number", paramLabel = "N", description = "Number of the first round (default: 1).")
    private int first = 1;

    @Option(names = "--only", paramLabel = "NAME", description = "The faults whose names begin so.")
    private String only = "";

    @Option(names = "--table", paramLabel = "FILE", required = true, description = "Where the table goes.")
    private Path table = Path.of("");

    private Main() {}

    /** Plays the suite. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        List<Scenario> scenarios = Suite.scenarios().stream()
                .filter(scenario -> scenario.name().startsWith(only))
                .toList();
        if (scenarios.isEmpty()) {
            System.err.printf(
                    "--only %s: no such fault (expected: the beginning of one of %s)%n",
                    only, Suite.scenarios().stream().map(Scenario::name).toList());
            return 1;
        }
        Path folder = Files.createTempDirectory("faults");
        List<Result> results = new ArrayList<>();
        for (int number = first; number < first + rounds; number++) {
            Instant start = Instant.now();
            try (Round round = new Round(number, seed + number - first, folder)) {
                for (Scenario scenario : scenarios) {
                    Result result = round.play(scenario);
                    results.add(result);
                    System.out.print(result.line());
                    System.out.println("  proven: " + String.join("; ", result.proofs()));
                    result.problems().forEach(System.out::println);
                    write(results);
                }
            }
            System.out.printf(
                    "round %d took %d s%n",
                    number, Duration.between(start, Instant.now()).toSeconds());
        }
        long red = results.stream().filter(result -> !result.isGreen()).count();
        long skipped =
                results.stream().filter(result -> result.skipped().isPresent()).count();
        System.out.printf(
                "%d of %d hold, %d were skipped; the table is in %s%n",
                results.size() - red - skipped, results.size(), skipped, table);
        if (red > 0) {
            System.out.println("What tells why the others do not is in " + folder);
            return 1;
        }
        Files.delete(folder);
        return 0;
    }

    private void write(List<Result> results) throws IOException {
        StringBuilder text = new StringBuilder(Result.HEADER);
        results.forEach(result -> text.append(result.line()));
        Files.writeString(table, text);
    }
}
