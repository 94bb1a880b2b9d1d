package com.skyflow.loader.cli.command;

import com.skyflow.loader.cli.Termination;
import com.skyflow.loader.cli.dashboard.Dashboard;
import com.skyflow.loader.common.config.MonitorConfig;
import com.skyflow.loader.common.failure.LoaderException;
import com.skyflow.loader.common.kafka.TopicSetup;
import com.skyflow.loader.common.vault.VaultName;
import com.skyflow.loader.monitor.errorlog.ErrorLogs;
import com.skyflow.loader.monitor.errorlog.Values;
import com.skyflow.loader.monitor.ledger.LedgerStreams;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Keeps the ledger, writes the error logs, and serves the dashboard. */
@Command(
        name = "monitor",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Keep the ledger, write the error logs, and serve a dashboard and its JSON API, until it is told to end.",
            "It is told the token by the file of --access-token-file or by SKYFLOW_LOADER_MONITOR_TOKEN."
        },
        footer = {
            "",
            "Examples:",
            "  skyflow-loader monitor                         then open http://127.0.0.1:7070/",
            "  skyflow-loader monitor --bind 0.0.0.0 --access-token-file /run/secrets/monitor",
            "",
            "Exit status: 0 told to end, 3 its topics are damaged or refused, 4 start again, 1 wrong usage or settings."
        })
@SuppressWarnings("UnusedVariable") // Some fields are settings, which are read from the parsed command line.
final class MonitorCommand implements Callable<Integer> {
    private static final int PORT = 7070;
    private static final Duration STEP = Duration.ofMillis(200);

    private final Path folder = Path.of("").toAbsolutePath();

    @Mixin
    private OperatorFlags flags = new OperatorFlags();

    @Option(
            names = {"-port", "--port"},
            paramLabel = "PORT",
            description = "Port to serve on (default: 7070; 0 for one that is free).")
    private @Nullable String port;

    @Option(
            names = {"-bind", "--bind"},
            paramLabel = "ADDRESS",
            description = "Address to serve on (default: 127.0.0.1; others only with a token).")
    private @Nullable String bind;

    @Option(
            names = {"-access-token-file", "--access-token-file"},
            paramLabel = "FILE",
            description = "File with the token that is asked for.")
    private @Nullable String tokenFile;

    @Option(
            names = {"-error-log-values", "--error-log-values"},
            description = "Show values and tokens in the error logs, which can then be replayed and must be guarded.")
    private boolean errorLogValues;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        return flags.operate(spec, place -> {
            MonitorConfig config = place.config().monitor();
            MonitorConfig settled =
                    new MonitorConfig(OptionalInt.of(config.port().orElse(PORT)), config.host(), config.tokenFile());
            List<VaultName> vaults = place.names();
            ErrorLogs logs = new ErrorLogs(place.clients(), errorLogValues ? Values.SHOWN : Values.MASKED);
            try (LedgerStreams ledger = new LedgerStreams(place.clients(), folder.resolve(".skyflow-loader/monitor"));
                    Dashboard dashboard = Dashboard.ofMonitor(settled, place.clients(), vaults, ledger, logs, folder)) {
                new TopicSetup(place.clients()).ensure(vaults);
                ledger.start();
                System.err.println("Dashboard: " + dashboard.url());
                await(ledger, dashboard);
            }
            return 0;
        });
    }

    /** Until the process is told to end, or cannot go on. */
    private static void await(LedgerStreams ledger, Dashboard dashboard) {
        CountDownLatch end = new CountDownLatch(1);
        try (Termination.Registration ignored = Termination.onRequest(end::countDown)) {
            while (!end.await(STEP.toMillis(), TimeUnit.MILLISECONDS)) {
                Optional<LoaderException> failure = ledger.failure().or(dashboard::failure);
                if (failure.isPresent()) {
                    throw failure.get();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
