package com.skyflow.loader.cli.command;

import com.skyflow.loader.common.deadletter.DeadLetterFilter;
import com.skyflow.loader.uploader.replay.Decision;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Puts dead letters aside. */
@Command(
        name = "park",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Put dead letters aside, in the vault's topic of parked rows: nothing replays them from there.",
        footer = {
            "",
            "Examples:",
            "  skyflow-loader dead-letters park --vault name --reason invalid-row --dry-run",
            "  skyflow-loader dead-letters park --vault name --row 4711"
        })
final class DeadLettersPark implements Callable<Integer> {
    @Mixin
    private OperatorFlags flags = new OperatorFlags();

    @Mixin
    private ClosingFlags closing = new ClosingFlags();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        DeadLetterFilter wanted = closing.filter();
        return flags.operate(spec, place -> closing.close(place, wanted, (vault, work) -> work.by(Decision.PARK)));
    }
}
