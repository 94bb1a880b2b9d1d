package com.skyflow.loader.cli.command;

import com.skyflow.loader.cli.Terminal;
import com.skyflow.loader.common.deadletter.DeadLetterFilter;
import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import com.skyflow.loader.uploader.replay.Decision;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Deletes dead letters. */
@Command(
        name = "purge",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Delete dead letters for ever. The ledger counts them as purged.",
        footer = {
            "",
            "Examples:",
            "  skyflow-loader dead-letters purge --vault name --dry-run",
            "  skyflow-loader dead-letters purge --vault name --run 20261121T030000-1a2b3c --yes"
        })
final class DeadLettersPurge implements Callable<Integer> {
    @Mixin
    private OperatorFlags flags = new OperatorFlags();

    @Mixin
    private ClosingFlags closing = new ClosingFlags();

    @Option(
            names = {"-yes", "--yes"},
            description = "Do not ask whether it is meant.")
    private boolean sure;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        DeadLetterFilter wanted = closing.filter();
        if (!sure && !closing.isDryRun()) {
            ask();
        }
        return flags.operate(spec, place -> closing.close(place, wanted, (vault, work) -> work.by(Decision.PURGE)));
    }

    private static void ask() {
        String answer = Terminal.ask("Delete these dead letters for ever? Type purge to go on: ")
                .orElse("");
        if (!answer.strip().equals("purge")) {
            throw new LoaderException(
                    ExitCode.USAGE,
                    "Nothing was deleted: purge has to be confirmed on a terminal, or with --yes. See first what --dry-run says.");
        }
    }
}
