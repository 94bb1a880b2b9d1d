package com.skyflow.loader.cli.view;

import com.skyflow.loader.common.instance.CallFigures;
import com.skyflow.loader.common.instance.ExtractionFigures;
import com.skyflow.loader.common.instance.InstanceRates;
import com.skyflow.loader.common.instance.InstanceReport;
import com.skyflow.loader.common.instance.OwnedPartition;
import com.skyflow.loader.common.instance.ProcessFigures;
import com.skyflow.loader.common.instance.UploadFigures;
import com.skyflow.loader.monitor.instance.InstanceWarnings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What all instances do, and what a person should know of it.
 *
 * @param now with which their times are compared
 */
public record TopView(List<Shown> instances, Instant now) {
    private static final String LOAD = "%-12s %-9s %-24s %-10s %9s %9s %10s %11s %7s %7s  %s";
    private static final String PROCESS = "%-24s %8s %9s %6s %17s %9s %9s %7s %11s %17s";
    private static final double MEGABYTE = 1 << 20;

    /**
     * An instance.
     *
     * @param rates empty if it has reported but once, or is silent
     */
    public record Shown(InstanceReport report, Optional<InstanceRates> rates) {}

    public TopView {
        // Who is silent does no more what he did before.
        instances = instances.stream()
                .map(shown -> shown.report().isStale(now) ? new Shown(shown.report(), Optional.empty()) : shown)
                .toList();
    }

    /** For people. */
    public List<String> lines() {
        if (instances.isEmpty()) {
            return List.of("Nobody extracts or uploads here, or not since an hour ago.");
        }
        List<String> lines = new ArrayList<>();
        lines.add(row(
                LOAD,
                "vault",
                "role",
                "instance",
                "state",
                "rows/s",
                "calls/s",
                "in flight",
                "pace",
                "p95 ms",
                "behind",
                "partitions"));
        instances.forEach(shown -> lines.add(load(shown)));
        lines.add("");
        lines.add(row(
                PROCESS,
                "host",
                "pid",
                "up",
                "cores",
                "heap MB",
                "memory MB",
                "disk GB",
                "threads",
                "connections",
                "net out/in KB/s"));
        processes().values().forEach(shown -> lines.add(process(shown)));
        List<String> warnings = warnings();
        if (!warnings.isEmpty()) {
            lines.add("");
            warnings.forEach(warning -> lines.add("! " + warning));
        }
        return lines;
    }

    private static String row(String form, Object... cells) {
        return String.format(Locale.ROOT, form, cells).stripTrailing();
    }

    /** What a person should know. */
    List<String> warnings() {
        return new InstanceWarnings(instances.stream().map(Shown::report).toList(), now).sentences();
    }

    private String load(Shown shown) {
        InstanceReport report = shown.report();
        UploadFigures upload = report.upload();
        List<Object> cells = new ArrayList<>(List.of(
                report.vault(),
                word(report.role()),
                report.instance(),
                report.isStale(now) ? "SILENT" : report.state(),
                rate(shown, InstanceRates::rows)));
        if (report.isStale(now)) {
            cells.addAll(List.of("", "", "", "", "", ""));
        } else if (upload == null) {
            cells.addAll(List.of("", "", "", "", behind(report.extraction()), ""));
        } else {
            CallFigures calls = upload.calls();
            Double pace = calls.pace();
            cells.addAll(List.of(
                    rate(shown, InstanceRates::calls),
                    calls.inFlight() + " of " + calls.concurrency(),
                    pace == null ? "-" : String.format(Locale.ROOT, "%.1f/s", pace),
                    Figures.millis(calls.p95()),
                    behind(upload),
                    partitions(upload)));
        }
        return row(LOAD, cells.toArray());
    }

    /** Rows of the source that are still to be read. */
    private static String behind(@Nullable ExtractionFigures extraction) {
        return extraction == null || extraction.total() == null
                ? "?"
                : Figures.count(extraction.total() - extraction.read());
    }

    private static String behind(UploadFigures upload) {
        return "≈"
                + Figures.count(upload.partitions().stream()
                        .mapToLong(partition -> partition.behind() == null ? partition.rows() : partition.behind())
                        .sum());
    }

    /** Numbers in a row as {@code 0-3}. */
    private static String partitions(UploadFigures upload) {
        List<String> ranges = new ArrayList<>();
        int first = -1;
        int last = -2;
        for (OwnedPartition partition : upload.partitions()) {
            if (partition.partition() != last + 1) {
                addRange(ranges, first, last);
                first = partition.partition();
            }
            last = partition.partition();
        }
        addRange(ranges, first, last);
        return ranges.isEmpty() ? "none" : String.join(",", ranges);
    }

    private static void addRange(List<String> ranges, int first, int last) {
        if (first >= 0) {
            ranges.add(first == last ? "" + first : first + "-" + last);
        }
    }

    /** One of the instances of each process: of processes they all say the same. */
    private Map<String, Shown> processes() {
        return instances.stream()
                .collect(Collectors.toMap(
                        shown -> shown.report().process().host()
                                + ' '
                                + shown.report().process().pid(),
                        Function.identity(),
                        (one, other) -> one.rates().isPresent() ? one : other,
                        LinkedHashMap::new));
    }

    private String process(Shown shown) {
        ProcessFigures process = shown.report().process();
        Long resident = process.resident();
        Long disk = process.freeDisk();
        List<Shown> same = instances.stream()
                .filter(other -> other.report().process().host().equals(process.host())
                        && other.report().process().pid() == process.pid())
                .toList();
        return row(
                PROCESS,
                process.host(),
                process.pid(),
                Figures.clock(
                        Duration.between(process.startedAt(), shown.report().at())),
                shown.rates()
                        .map(rates -> String.format(Locale.ROOT, "%.2f", rates.cores()))
                        .orElse("-"),
                Figures.count(process.heapUsed() / MEGABYTE) + " of " + Figures.count(process.heapMax() / MEGABYTE),
                resident == null ? "-" : Figures.count(resident / MEGABYTE),
                disk == null ? "-" : Figures.count(disk / MEGABYTE / 1_024),
                process.threads(),
                same.stream().mapToInt(this::connections).sum(),
                Figures.count(sum(same, InstanceRates::bytesSent) / 1_024) + " / "
                        + Figures.count(sum(same, InstanceRates::bytesReceived) / 1_024));
    }

    private int connections(Shown shown) {
        UploadFigures upload = shown.report().upload();
        return upload == null || shown.report().isStale(now)
                ? 0
                : upload.calls().connections();
    }

    private static double sum(List<Shown> instances, Function<InstanceRates, Double> rate) {
        return instances.stream()
                .flatMap(shown -> shown.rates().stream())
                .mapToDouble(rate::apply)
                .sum();
    }

    private static String rate(Shown shown, Function<InstanceRates, Double> rate) {
        return shown.rates().map(rate).map(Figures::count).orElse("-");
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
