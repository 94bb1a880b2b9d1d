package com.skyflow.loader.cli.metrics;

import com.skyflow.loader.common.instance.InstanceReport;
import com.skyflow.loader.common.instance.Role;
import com.skyflow.loader.common.ledger.Account;
import com.skyflow.loader.common.vault.VaultName;
import com.skyflow.loader.monitor.lag.PartitionLag;
import com.skyflow.loader.monitor.lag.VaultLag;
import com.skyflow.loader.monitor.status.RunStatus;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * The metrics of the ledger, for whoever watches loads as a whole. Thread-safe if its parts are.
 *
 * @param vaults those that are watched
 * @param runs where the rows of each run are
 * @param lag how far the uploads of each vault are behind
 * @param instances what processes said of themselves
 */
public record LedgerCollector(
        List<VaultName> vaults,
        Supplier<List<RunStatus>> runs,
        Supplier<List<VaultLag>> lag,
        Supplier<List<InstanceReport>> instances)
        implements MultiCollector {
    public LedgerCollector {
        vaults = List.copyOf(vaults);
    }

    @Override
    public MetricSnapshots collect() {
        Families families = new Families();
        runs.get().forEach(run -> add(run, families));
        lag.get().forEach(behind -> add(behind, families));
        add(instances.get(), Instant.now(), families);
        return families.snapshots();
    }

    private static void add(RunStatus run, Families families) {
        Account account = run.balance().account();
        add(run, "read", account.read(), families);
        add(run, "published", account.published(), families);
        add(run, "invalid", account.rejected(), families);
        add(run, "uploaded", account.uploaded(), families);
        add(run, "discarded", account.discarded(), families);
        add(run, "replayed", account.replayed(), families);
        add(run, "pending", run.balance().pending(), families);
        add(run, "open", account.openDeadLetters(), families);
        add(run, "parked", account.parked(), families);
        add(run, "purged", account.purged(), families);
        account.deadLettered()
                .forEach((reason, rows) -> families.add(
                        Metric.LEDGER_DEAD_LETTERS, labels(run).merge(Labels.of("reason", reason.text())), rows));
        families.add(Metric.LEDGER_CONTRADICTION, labels(run), run.contradicts() ? 1 : 0);
        families.add(Metric.LEDGER_REQUESTS, labels(run), account.calls().requests());
        families.add(Metric.LEDGER_RETRIES, labels(run), account.calls().retries());
        families.add(Metric.LEDGER_THROTTLES, labels(run), account.calls().throttles());
    }

    private static void add(RunStatus run, String place, long rows, Families families) {
        families.add(Metric.LEDGER_ROWS, labels(run).merge(Labels.of("place", place)), rows);
    }

    private static Labels labels(RunStatus run) {
        return Labels.of("run", run.key().run(), "vault", run.key().vault().text());
    }

    private static void add(VaultLag behind, Families families) {
        Labels labels = Labels.of("vault", behind.vault().text());
        families.add(Metric.VAULT_LAG, labels, behind.rows());
        families.add(
                Metric.VAULT_LAG_TIME,
                labels,
                behind.partitions().stream()
                        .map(PartitionLag::age)
                        .flatMap(age -> age.stream())
                        .max(Comparator.naturalOrder())
                        .orElse(Duration.ZERO));
        behind.timeToFinish().ifPresent(time -> families.add(Metric.VAULT_FINISH, labels, time));
    }

    private void add(List<InstanceReport> reports, Instant now, Families families) {
        for (VaultName vault : vaults) {
            for (Role role : Role.values()) {
                long there = reports.stream()
                        .filter(report -> report.vault().equals(vault) && report.role() == role && !report.isStale(now))
                        .count();
                families.add(
                        Metric.INSTANCES,
                        Labels.of("vault", vault.text(), "role", role.name().toLowerCase(Locale.ROOT)),
                        there);
            }
        }
    }
}
