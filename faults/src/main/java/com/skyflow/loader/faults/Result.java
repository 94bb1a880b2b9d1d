package com.skyflow.loader.faults;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What became of one scenario: a row of the table.
 *
 * @param took from the first row published to the verdict
 * @param rows rows of the load that the vault holds
 * @param repeats rows that the vault was given again
 * @param resumed how long after the end of the fault the vault took rows again
 * @param proofs what shows that the fault happened
 * @param problems why it failed; empty if everything holds
 * @param skipped why it was not played; empty if it was
 */
public record Result(
        int round,
        String fault,
        long seed,
        Duration took,
        long rows,
        long repeats,
        Optional<Duration> resumed,
        List<String> proofs,
        List<String> problems,
        Optional<String> skipped) {
    static final String HEADER = """
            | round | fault | seed | seconds | rows | repeats | seconds to resume | result |
            |---|---|---|---|---|---|---|---|
            """;

    /** The row of a scenario that this machine cannot play. */
    static Result skipped(int round, String fault, long seed, String why) {
        return new Result(
                round, fault, seed, Duration.ZERO, 0, 0, Optional.empty(), List.of(), List.of(), Optional.of(why));
    }

    public boolean isGreen() {
        return problems.isEmpty();
    }

    String line() {
        return String.format(
                Locale.ROOT,
                "| %d | %s | %d | %.1f | %,d | %,d | %s | %s |\n",
                round,
                fault,
                seed,
                took.toMillis() / 1e3,
                rows,
                repeats,
                resumed.map(span -> String.format(Locale.ROOT, "%.1f", span.toMillis() / 1e3))
                        .orElse("–"),
                skipped.map(why -> "skipped: " + why).orElse(isGreen() ? "holds" : "FAILS"));
    }
}
