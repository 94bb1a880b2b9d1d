package com.skyflow.loader.cli.command;

import com.skyflow.loader.cli.view.StatusView;
import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.monitor.lag.LagReader;
import com.skyflow.loader.monitor.lag.VaultLag;
import com.skyflow.loader.monitor.status.RunStatus;
import com.skyflow.loader.monitor.status.StatusReader;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the ledger. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Show where every row of every run is, and whether the account agrees with what is in the topics.",
        footer = {
            "",
            "Examples:",
            "  skyflow-loader status                             all runs of all vaults",
            "  skyflow-loader status --vault name --watch",
            "  skyflow-loader status --run 20261121T030000-1a2b3c --output json",
            "",
            "Exit status: 0 every account balances, 3 one does not, 1 unknown run or vault."
        })
final class StatusCommand implements Callable<Integer> {
    @Mixin
    private OperatorFlags flags = new OperatorFlags();

    @Option(
            names = {"-run", "--run"},
            paramLabel = "RUN",
            description = "This run only (default: all).")
    private @Nullable String run;

    @Mixin
    private FormatFlag output = new FormatFlag();

    @Mixin
    private WatchFlag watch = new WatchFlag();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        return flags.operate(spec, place -> {
            try (StatusReader ledger = new StatusReader(place.clients(), place.names());
                    LagReader lag = new LagReader(place.clients(), place.names(), Clock.systemUTC())) {
                return watch.show(() -> show(ledger.read(), lag.read()));
            }
        });
    }

    private int show(List<RunStatus> all, List<VaultLag> lag) {
        List<RunStatus> runs = all.stream()
                .filter(status -> run == null || status.key().run().equals(run))
                .toList();
        if (run != null && runs.isEmpty()) {
            throw OperatorFlags.unknownRun(run);
        }
        StatusView view = new StatusView(runs, lag, Instant.now());
        switch (output.format()) {
            case TEXT -> view.lines().forEach(System.out::println);
            case JSON -> System.out.println(view.json());
        }
        boolean contradicts = runs.stream().anyMatch(RunStatus::contradicts);
        return (contradicts ? ExitCode.STOPPED : ExitCode.LOADED).code();
    }
}
