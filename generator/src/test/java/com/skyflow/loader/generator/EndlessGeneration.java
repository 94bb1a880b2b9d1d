package com.skyflow.loader.generator;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** A process that generates the vaults name and ssn until it is killed, and says when the second one has begun. */
final class EndlessGeneration {
    private EndlessGeneration() {}

    public static void main(String[] arguments) {
        GenerationOptions options = new GenerationOptions(OptionalLong.empty(), Existing.REPLACE);
        GenerationPlan plan = GenerationPlan.parse(List.of("name=10_000", "ssn=100_000_000"));
        Generator.ofThisMachine().generate(plan, Path.of(arguments[0]), options, (vault, pairs, total) -> {
            if (vault == MockVault.SSN && pairs == Block.MAX_ROWS) {
                System.out.println("begun");
            }
        });
    }
}
