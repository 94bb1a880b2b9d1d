package com.skyflow.loader.generator;

import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How many pairs each vault gets.
 *
 * @param rows pairs by vault, in the order of the vaults; a vault that is missing gets no files
 */
public record GenerationPlan(Map<MockVault, Long> rows) {
    /** Most pairs of a vault. */
    public static final long MAX_ROWS = 10_000_000_000L;

    public GenerationPlan {
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("no vault (expected: at least one)");
        }
        if (rows.values().stream().anyMatch(count -> count < 0 || count > MAX_ROWS)) {
            throw new IllegalArgumentException("rows: " + rows.values() + " (expected: 0.." + MAX_ROWS + " each)");
        }
        rows = Collections.unmodifiableMap(new EnumMap<>(rows));
    }

    /**
     * Reads a command line: one count for all vaults, as in {@code 1000}, or one for each vault that is wanted, as in
     * {@code name=5000 ssn=10_000}.
     *
     * @throws LoaderException with all that is wrong, one argument a line
     */
    public static GenerationPlan parse(List<String> arguments) {
        PlanParser parser = new PlanParser(arguments.size());
        arguments.forEach(parser::read);
        if (!parser.problems().isEmpty()) {
            throw new LoaderException(ExitCode.USAGE, String.join("\n", parser.problems()));
        }
        return new GenerationPlan(parser.rows());
    }

    /** All pairs together. */
    public long pairs() {
        return rows.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The files of this plan that a folder holds already. */
    public List<Path> filesIn(Path folder) {
        return rows.keySet().stream()
                .flatMap(vault -> Stream.of(vault.dataFile(), vault.tokenFile()))
                .map(folder::resolve)
                .filter(Files::exists)
                .toList();
    }
}
