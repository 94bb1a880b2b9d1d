package com.skyflow.loader.cli.command;

import com.skyflow.loader.cli.Terminal;
import com.skyflow.loader.cli.Termination;
import com.skyflow.loader.cli.command.OutputFlags.Format;
import com.skyflow.loader.cli.view.Redrawn;
import com.skyflow.loader.cli.view.TopJson;
import com.skyflow.loader.cli.view.TopView;
import com.skyflow.loader.common.instance.InstanceLog;
import com.skyflow.loader.common.vault.VaultName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows what all instances do. */
@Command(
        name = "top",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Show what every extractor and uploader does, on whichever machine.",
            "Rows and calls, partitions, CPU, memory, disk, network; and what a person should know of it."
        },
        footer = {"", "Examples:", "  skyflow-loader top", "  skyflow-loader top --once --output json"})
final class TopCommand implements Callable<Integer> {
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    @Mixin
    private OperatorFlags flags = new OperatorFlags();

    @Mixin
    private FormatFlag output = new FormatFlag();

    @Option(
            names = {"-once", "--once"},
            description = "Show it once, and not again and again until told to end.")
    private boolean once;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        return flags.operate(spec, place -> {
            try (InstanceLog log = new InstanceLog(place.clients())) {
                return show(log, place.names());
            }
        });
    }

    private int show(InstanceLog log, List<VaultName> vaults) {
        Redrawn screen = new Redrawn(System.out, !once && Terminal.find().isPresent());
        CountDownLatch end = new CountDownLatch(1);
        try (Termination.Registration ignored = Termination.onRequest(end::countDown)) {
            do {
                screen.show(shown(log, vaults));
            } while (!once && !end.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }

    private List<String> shown(InstanceLog log, List<VaultName> vaults) {
        TopView view = new TopView(
                log.read().stream()
                        .filter(report -> vaults.contains(report.vault()))
                        .map(report -> new TopView.Shown(report, log.rates(report)))
                        .toList(),
                Instant.now());
        return output.format() == Format.JSON ? List.of(new TopJson(view).text()) : view.lines();
    }
}
