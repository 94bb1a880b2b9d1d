package com.skyflow.loader.cli.command;

import com.skyflow.loader.cli.view.LetterCounts;
import com.skyflow.loader.common.deadletter.DeadLetterFilter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Counts open dead letters. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Count the dead letters that are open, by vault, reason, status and hour.",
        footer = {
            "",
            "Examples:",
            "  skyflow-loader dead-letters list --vault name",
            "  skyflow-loader dead-letters list --since 2026-11-21T03:00:00Z --output json"
        })
final class DeadLettersList implements Callable<Integer> {
    @Mixin
    private OperatorFlags flags = new OperatorFlags();

    @Mixin
    private FilterFlags filter = new FilterFlags();

    @Mixin
    private FormatFlag output = new FormatFlag();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        DeadLetterFilter wanted = filter.filter();
        return flags.operate(spec, place -> {
            List<LetterCounts> counts = place.vaults().stream()
                    .map(vault -> LetterCounts.count(place.clients(), vault.name(), wanted))
                    .toList();
            switch (output.format()) {
                case TEXT -> counts.forEach(vault -> vault.lines().forEach(System.out::println));
                case JSON -> System.out.println(LetterCounts.json(counts));
            }
            return 0;
        });
    }
}
