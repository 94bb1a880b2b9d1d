package com.skyflow.loader.cli.command;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lets a shell complete commands and flags. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Print a script by which bash and zsh complete commands, flags and their values.",
        footer = {
            "",
            "Examples:",
            "  skyflow-loader completion > skyflow-loader.bash    to be sourced by ~/.bashrc",
            "  source <(skyflow-loader completion)                for this shell"
        })
final class CompletionCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        CommandLine all = Objects.requireNonNull(spec).root().commandLine();
        System.out.print(AutoComplete.bash(all.getCommandName(), all));
        return 0;
    }
}
