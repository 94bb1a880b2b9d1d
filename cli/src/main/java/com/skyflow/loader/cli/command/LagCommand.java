package com.skyflow.loader.cli.command;

import com.skyflow.loader.cli.view.LagView;
import com.skyflow.loader.common.config.VaultConfig;
import com.skyflow.loader.monitor.lag.LagReader;
import java.time.Clock;
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
            "Show how far uploads are behind: the rows of each vault as counted in its topic, and for each",
            "partition its offsets, about how many rows that are, since when, and who uploads them."
        },
        footer = {"", "Examples:", "  skyflow-loader lag --watch", "  skyflow-loader lag --vault name --output json"})
final class LagCommand implements Callable<Integer> {
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
            LagReader lag = new LagReader(place.clients(), Clock.systemUTC());
            return watch.show(() -> {
                LagView view = new LagView(place.vaults().stream()
                        .map(VaultConfig::name)
                        .map(lag::read)
                        .toList());
                switch (output.format()) {
                    case TEXT -> view.lines().forEach(System.out::println);
                    case JSON -> System.out.println(view.json());
                }
                return 0;
            });
        });
    }
}
