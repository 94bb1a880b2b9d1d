package com.skyflow.loader.cli.command;

import com.skyflow.loader.common.deadletter.DeadLetterFilter;
import com.skyflow.loader.uploader.replay.ReplayDecision;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Publishes dead letters again. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Publish dead letters again, each exactly once however often this is killed and repeated.",
            "Uploaders send them; where none runs: skyflow-loader upload --until-drained. A row that was replayed",
            "performance.max_replays times is parked instead."
        },
        footer = {
            "",
            "Examples:",
            "  skyflow-loader dead-letters replay --dry-run",
            "  skyflow-loader dead-letters replay --vault name --reason rejected --status 400",
            "  skyflow-loader dead-letters replay --row 100-200 --max 10",
            "",
            "Exit status: 0 all that were meant are published or parked, 2 some cannot be replayed and stay."
        })
final class DeadLettersReplay implements Callable<Integer> {
    @Mixin
    private OperatorFlags flags = new OperatorFlags();

    @Mixin
    private ClosingFlags closing = new ClosingFlags();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        DeadLetterFilter wanted = closing.filter();
        return flags.operate(
                spec,
                place -> closing.close(place, wanted, (vault, work) -> {
                    try (ReplayDecision decision = new ReplayDecision(
                            place.clients(),
                            vault.name(),
                            vault.destination(),
                            place.config().retry().maxReplays())) {
                        return work.by(decision);
                    }
                }));
    }
}
