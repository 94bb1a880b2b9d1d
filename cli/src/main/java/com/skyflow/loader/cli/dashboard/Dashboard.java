package com.skyflow.loader.cli.dashboard;

import com.skyflow.loader.cli.health.HealthServer;
import com.skyflow.loader.cli.health.Page;
import com.skyflow.loader.cli.metrics.LedgerCollector;
import com.skyflow.loader.cli.metrics.ProcessMetrics;
import com.skyflow.loader.common.config.HealthConfig;
import com.skyflow.loader.common.config.MonitorConfig;
import com.skyflow.loader.common.failure.LoaderException;
import com.skyflow.loader.common.kafka.KafkaClients;
import com.skyflow.loader.common.vault.VaultName;
import com.skyflow.loader.monitor.errorlog.ErrorLogs;
import com.skyflow.loader.monitor.ledger.LedgerStreams;
import com.skyflow.loader.monitor.status.RunStatus;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Serves the dashboard, its JSON API and the health of whoever serves them. Thread-safe. */
public final class Dashboard implements AutoCloseable {
    private final Watch watch;
    private final HealthServer server;
    private final ProcessMetrics metrics;
    private final String host;

    private Dashboard(Watch watch, HealthServer server, ProcessMetrics metrics, String host) {
        this.watch = watch;
        this.server = server;
        this.metrics = metrics;
        this.host = host;
    }

    /**
     * Serves what the ledger of a monitor says, and writes the error logs.
     *
     * @param ledger what keeps the ledger in this process
     * @param folder where the error logs are
     * @throws LoaderException if the port cannot be opened, or others could see the figures without a token
     */
    public static Dashboard ofMonitor(
            MonitorConfig config,
            KafkaClients clients,
            List<VaultName> vaults,
            LedgerStreams ledger,
            ErrorLogs logs,
            Path folder) {
        Watch watch = new Watch(clients, vaults, () -> new Accounts.Kept(clients), new ErrorLogWriter(logs, folder));
        return open(config, vaults, watch, new MonitorHealth(watch, Optional.of(ledger)));
    }

    /**
     * Serves what the topics say, without a monitor.
     *
     * @throws LoaderException if the port cannot be opened, or others could see the figures without a token
     */
    public static Dashboard ofLoad(MonitorConfig config, KafkaClients clients, List<VaultName> vaults) {
        Consumer<List<RunStatus>> nobody = runs -> {};
        Watch watch = new Watch(clients, vaults, () -> new Accounts.SummedUp(clients), nobody);
        return open(config, vaults, watch, new MonitorHealth(watch, Optional.empty()));
    }

    private static Dashboard open(MonitorConfig config, List<VaultName> vaults, Watch watch, MonitorHealth health) {
        Map<String, Supplier<Page>> pages = new HashMap<>(StaticPages.pages());
        pages.putAll(new Api(vaults, watch).pages());
        pages.putAll(health.pages());
        ProcessMetrics metrics =
                ProcessMetrics.ofMonitor(new LedgerCollector(vaults, watch::runs, watch::lag, watch::instances));
        pages.put("/metrics", metrics::page);
        try {
            HealthServer server = HealthServer.open(
                    "monitor",
                    new HealthConfig(OptionalInt.of(config.port().orElse(0)), config.host()),
                    pages,
                    TokenGuard.of(config, System.getenv()));
            watch.start();
            return new Dashboard(watch, server, metrics, config.host());
        } catch (LoaderException e) {
            metrics.close();
            throw e;
        }
    }

    /** Where it is. */
    public String url() {
        return "http://%s:%d/"
                .formatted(
                        host.contains(":") ? '[' + host + ']' : host,
                        server.port().orElseThrow());
    }

    /** Why it no longer knows anything; empty as long as it does. */
    public Optional<LoaderException> failure() {
        return watch.failure();
    }

    @Override
    public void close() {
        server.close();
        watch.close();
        metrics.close();
    }
}
