package com.skyflow.loader.cli.command;

import com.skyflow.loader.generator.Existing;
import com.skyflow.loader.generator.GenerationOptions;
import com.skyflow.loader.generator.GenerationPlan;
import com.skyflow.loader.generator.GenerationProgress;
import com.skyflow.loader.generator.Generator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes mock data. */
@Command(
        name = "generate",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Write mock value/token pairs as CSV files, two for each vault. Every value and token is unique.",
        footer = {
            "",
            "Examples:",
            "  skyflow-loader generate 1000                      1,000 pairs for name, id, dob and ssn",
            "  skyflow-loader generate name=5000 ssn=10_000      these two only",
            "  skyflow-loader generate 1000 --seed 7 --force     the same bytes each time"
        })
final class GenerateCommand implements Callable<Integer> {
    @Parameters(paramLabel = "COUNT", arity = "0..*", description = "N for all vaults, or VAULT=N for some.")
    private List<String> counts = List.of();

    @Option(
            names = {"-out", "--out"},
            paramLabel = "FOLDER",
            defaultValue = "data",
            description = "Where to (default: data).")
    private Path folder = Path.of("data");

    @Option(
            names = {"-seed", "--seed"},
            paramLabel = "N",
            description = "Makes the bytes reproducible, the time stamp in them included.")
    private @Nullable Long seed;

    @Option(
            names = {"-force", "--force"},
            description = "Replace files that are there.")
    private boolean force;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (counts.isEmpty() && spec != null) {
            spec.commandLine().usage(System.err);
            return com.skyflow.loader.common.failure.ExitCode.USAGE.code();
        }
        GenerationPlan plan = GenerationPlan.parse(counts);
        if (force) {
            plan.filesIn(folder).stream()
                    .filter(Files::exists)
                    .forEach(file -> System.err.println("replacing " + file));
        }
        return generate(
                plan,
                folder,
                new GenerationOptions(
                        seed == null ? OptionalLong.empty() : OptionalLong.of(seed),
                        force ? Existing.REPLACE : Existing.KEEP));
    }

    /** What {@code run -generate} does. */
    static int generate(List<String> counts, Path folder) {
        return generate(GenerationPlan.parse(counts), folder, GenerationOptions.DEFAULT);
    }

    private static int generate(GenerationPlan plan, Path folder, GenerationOptions options) {
        GenerationProgress quiet = (vault, pairs, total) -> {};
        Generator.ofThisMachine().generate(plan, folder, options, quiet).lines().forEach(System.out::println);
        return 0;
    }
}
