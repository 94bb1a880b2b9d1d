package com.skyflow.loader.cli.view;

import com.skyflow.loader.common.instance.OldestRow;
import com.skyflow.loader.common.instance.WaitsFor;
import com.skyflow.loader.monitor.lag.PartitionLag;
import com.skyflow.loader.monitor.lag.VaultLag;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How far uploads are behind, for people. */
public record LagView(List<VaultLag> vaults) {
    private static final String FORM = "  %9s %14s %14s %14s %9s %10s %9s  %s";

    public LagView {
        vaults = List.copyOf(vaults);
    }

    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (VaultLag vault : vaults) {
            lines.add("Vault %s: %s rows behind%s%s"
                    .formatted(
                            vault.vault(),
                            Figures.count(vault.rows()),
                            vault.perSecond()
                                    .map(rate -> ", " + Figures.count(rate) + " rows/s")
                                    .orElse(""),
                            vault.timeToFinish()
                                    .filter(time -> vault.rows() > 0)
                                    .map(time -> ", done in " + Figures.clock(time))
                                    .orElse("")));
            if (!vault.partitions().isEmpty()) {
                lines.add("  " + vault.bound().advice());
                lines.add(String.format(
                        Locale.ROOT,
                        FORM,
                        "partition",
                        "committed",
                        "end",
                        "rows behind",
                        "since",
                        "rows/s",
                        "done in",
                        "uploader"));
            }
            vault.partitions().forEach(partition -> lines.add(line(partition)));
            vault.partitions().stream().filter(PartitionLag::isStuck).forEach(partition -> lines.add(stuck(partition)));
        }
        return lines;
    }

    private static String line(PartitionLag lag) {
        return String.format(
                Locale.ROOT,
                FORM,
                lag.partition(),
                Figures.count(lag.committed()),
                Figures.count(lag.end()),
                lag.isBehind() ? "≈" + Figures.count(lag.offsets()) : "0",
                lag.age().map(Figures::clock).orElse("-"),
                lag.perSecond().map(rate -> "≈" + Figures.count(rate)).orElse("-"),
                lag.timeToFinish().map(Figures::clock).orElse("-"),
                lag.owner().orElse("-"));
    }

    private static String stuck(PartitionLag lag) {
        return "  Partition %d does not move: %s"
                .formatted(
                        lag.partition(),
                        lag.oldest()
                                .map(row -> "%s has been its oldest for %s, after %d %s; it waits %s%s."
                                        .formatted(
                                                Optional.ofNullable(row.key())
                                                        .map(key -> "row " + key)
                                                        .orElse("a record that is no row"),
                                                Figures.clock(row.heldFor(lag.at())),
                                                row.attempts(),
                                                row.attempts() == 1 ? "attempt" : "attempts",
                                                words(row.waitsFor()),
                                                detail(row)))
                                .orElse("no uploader has it."));
    }

    private static String detail(OldestRow row) {
        return row.detail() == null ? "" : " (" + row.detail().replaceFirst("\\.$", "") + ")";
    }

    private static String words(WaitsFor waitsFor) {
        return switch (waitsFor) {
            case LINGER -> "for more rows of its batch";
            case SLOT -> "until another call may begin";
            case CALL -> "for the vault's answer";
            case RETRY -> "for the next attempt";
            case THROTTLED -> "because the vault has asked to";
            case OUTAGE -> "for the vault, which takes nothing";
            case TOKEN -> "for a bearer token";
            case HELD_BACK -> "until it is clear that the rows are wrong and not the settings";
            case COMMIT -> "to be committed";
            case MISCONFIGURED -> "for a person: the settings are wrong";
            case STOPPED -> "for a person: the vault was stopped";
        };
    }
}
