package com.skyflow.loader.cli.command;

import com.skyflow.loader.common.failure.ExitCode;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The commands for rows that were given up. */
@Command(
        name = "dead-letters",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Look at rows that were given up, and replay, park, purge or export them.",
        footer = {
            "",
            "Examples:",
            "  skyflow-loader dead-letters list                              how many, of which kind, and when",
            "  skyflow-loader dead-letters replay --reason rejected --dry-run",
            "  skyflow-loader dead-letters replay --vault name               then: skyflow-loader upload --until-drained",
            "  skyflow-loader dead-letters replay --help                     all flags of one of them"
        },
        subcommands = {
            DeadLettersList.class,
            DeadLettersShow.class,
            DeadLettersReplay.class,
            DeadLettersPark.class,
            DeadLettersPurge.class,
            DeadLettersExport.class
        })
final class DeadLettersCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (spec != null) {
            spec.commandLine().usage(spec.commandLine().getErr());
        }
        return ExitCode.USAGE.code();
    }
}
