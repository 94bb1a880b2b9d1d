package com.skyflow.loader.cli.command;

import com.skyflow.loader.cli.view.LagView;
import com.skyflow.loader.monitor.lag.LagJson;
import com.skyflow.loader.monitor.lag.LagReader;
import com.skyflow.loader.monitor.lag.VaultLag;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows how far uploads are behind. */
@Command(
        name = "lag",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Show how far uploads are behind, and what bounds them.",
            "Of each vault: its rows by the ledger, how fast they become fewer, and what would help. Of each partition: its",
            "offsets, about how many rows that are, since when, when it is done, who uploads it, and, if it does not move,",
            "what its oldest row waits for."
        },
        footer = {"", "Examples:", "  skyflow-loader lag --watch", "  skyflow-loader lag --vault name --output json"})
final class LagCommand implements Callable<Integer> {
    /** Long enough to see several commits, of which uploaders make two a second. */
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(3);

    @Mixin
    private OperatorFlags flags = new OperatorFlags();

    @Mixin
    private FormatFlag output = new FormatFlag();

    @Mixin
    private WatchFlag watch = new WatchFlag();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        return flags.operate(spec, place -> {
            try (LagReader lag = new LagReader(place.clients(), place.names(), Clock.systemUTC())) {
                if (lag.read().stream().anyMatch(vault -> vault.rows() > 0)) {
                    watch.pause(BETWEEN_LOOKS);
                }
                return watch.show(() -> show(lag.read()));
            }
        });
    }

    private int show(List<VaultLag> lags) {
        switch (output.format()) {
            case TEXT -> new LagView(lags).lines().forEach(System.out::println);
            case JSON -> System.out.println(LagJson.of(lags).toPrettyString());
        }
        return 0;
    }
}
