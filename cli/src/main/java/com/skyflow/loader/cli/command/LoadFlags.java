package com.skyflow.loader.cli.command;

import com.skyflow.loader.cli.Termination;
import com.skyflow.loader.cli.dashboard.Dashboard;
import com.skyflow.loader.cli.health.HealthServer;
import com.skyflow.loader.cli.health.Page;
import com.skyflow.loader.cli.load.KafkaPlace;
import com.skyflow.loader.cli.load.Load;
import com.skyflow.loader.cli.load.LoadHealth;
import com.skyflow.loader.cli.load.LoadInstances;
import com.skyflow.loader.cli.load.LoadPlan;
import com.skyflow.loader.cli.load.LoadResult;
import com.skyflow.loader.cli.load.RowsFrom;
import com.skyflow.loader.cli.metrics.LoadMetrics;
import com.skyflow.loader.common.config.Config;
import com.skyflow.loader.common.config.VaultConfig;
import com.skyflow.loader.extractor.csv.Suffix;
import com.skyflow.loader.extractor.run.Decider.Unfinished;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** What all commands that load have in common: their settings, Kafka, and what they show. */
@SuppressWarnings("UnusedVariable") // Some fields are settings, which are read from the parsed command line.
final class LoadFlags {
    /** For breaking off what has not ended, the last commit and the summary. */
    private static final Duration AFTER_THE_DRAIN = Duration.ofSeconds(8);

    private final Path folder = Path.of("").toAbsolutePath();

    @Mixin
    private ConfigFlags config = new ConfigFlags();

    @Option(
            names = {"-health-port", "--health-port"},
            paramLabel = "PORT",
            description = "Answer how this process is on /health/live, /health/ready and /metrics (default: not).")
    private @Nullable String healthPort;

    @Option(
            names = {"-health-host", "--health-host"},
            paramLabel = "ADDRESS",
            description = "Address for that (default: 127.0.0.1; 0.0.0.0 for all).")
    private @Nullable String healthHost;

    @Option(
            names = {"-dashboard", "--dashboard"},
            description =
                    "Serve the dashboard of skyflow-loader monitor while this goes on (default port: one that is free).")
    private boolean dashboard;

    @Mixin
    private OutputFlags output = new OutputFlags();

    /** Reads the settings, and says what should be known of them. */
    Config read(ParseResult parsed) {
        Config settings = config.read(parsed, folder);
        settings.notices().forEach(System.err::println);
        return settings;
    }

    /** Loads the vaults, and prints how it ended. */
    int load(
            Config settings, RowsFrom rowsFrom, Suffix suffix, Unfinished unfinished, Function<Load, LoadResult> work) {
        LoadPlan plan = plan(settings, rowsFrom, suffix, unfinished);
        LoadHealth health = new LoadHealth(plan.longestTurn());
        LoadInstances instances = new LoadInstances(plan);
        Optional<LoadMetrics> metrics =
                settings.health().port().isPresent() ? Optional.of(new LoadMetrics(instances)) : Optional.empty();
        Map<String, Supplier<Page>> pages = new HashMap<>(health.pages());
        metrics.ifPresent(all -> pages.put("/metrics", all::page));
        Termination.bound(settings.upload().drainTimeout().plus(AFTER_THE_DRAIN));
        try (HealthServer server = HealthServer.open(settings.health(), pages);
                KafkaPlace kafka = open(settings, server);
                Closeable ignored = dashboard(settings, plan, kafka)) {
            metrics.ifPresent(all -> kafka.clients().watch(all.clients()));
            Load load = new Load(kafka.clients(), plan, output.view(), health, instances);
            return output.print(work.apply(load));
        } finally {
            metrics.ifPresent(LoadMetrics::close);
        }
    }

    private KafkaPlace open(Config settings, HealthServer server) {
        server.port()
                .ifPresent(port ->
                        System.err.println("Health: http://%s:%d/health/live and /health/ready, metrics: /metrics"
                                .formatted(settings.health().host(), port)));
        return KafkaPlace.open(settings.kafka(), folder);
    }

    private Closeable dashboard(Config settings, LoadPlan plan, KafkaPlace kafka) {
        if (!dashboard) {
            return () -> {};
        }
        Dashboard shown = Dashboard.ofLoad(
                settings.monitor(),
                kafka.clients(),
                plan.vaults().stream().map(VaultConfig::name).toList());
        System.err.println("Dashboard: " + shown.url());
        return shown::close;
    }

    /** Something that is closed without failing. */
    @FunctionalInterface
    private interface Closeable extends AutoCloseable {
        @Override
        void close();
    }

    /** What a load would be. */
    LoadPlan plan(Config settings, RowsFrom rowsFrom, Suffix suffix, Unfinished unfinished) {
        return new LoadPlan(
                settings, config.vaults(settings), rowsFrom, folder, suffix, unfinished, output.errorLogValues());
    }
}
