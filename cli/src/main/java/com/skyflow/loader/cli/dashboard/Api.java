package com.skyflow.loader.cli.dashboard;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.skyflow.loader.cli.dashboard.Rates.Point;
import com.skyflow.loader.cli.health.Page;
import com.skyflow.loader.cli.view.LetterCounts;
import com.skyflow.loader.cli.view.StatusView;
import com.skyflow.loader.common.instance.InstanceReport;
import com.skyflow.loader.common.json.EventJson;
import com.skyflow.loader.common.vault.VaultName;
import com.skyflow.loader.monitor.lag.LagJson;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** The JSON API: what commands print with {@code --output json}, and how fast it goes. Thread-safe. */
record Api(List<VaultName> vaults, Watch watch) {
    private static final ObjectMapper JSON = new ObjectMapper();

    Map<String, Supplier<Page>> pages() {
        return Map.of(
                "/api/status", () -> page(new StatusView(watch.runs(), watch.lag(), Instant.now()).json()),
                "/api/lag", () -> page(LagJson.of(watch.lag()).toPrettyString()),
                "/api/dead-letters",
                        () -> page(LetterCounts.json(
                                watch.counted().map(Counted::letters).orElse(List.of()))),
                "/api/instances", () -> page(instances(watch.instances(), Instant.now())),
                "/api/rates",
                        () -> page(rates(points -> points.subList(Math.max(0, points.size() - 1), points.size()))),
                "/api/history", () -> page(rates(points -> points)));
    }

    private static Page page(String json) {
        return new Page(200, "application/json", json + "\n");
    }

    /** What instances report, an object each, and whether they have stopped doing so. */
    private static String instances(List<InstanceReport> reports, Instant now) {
        ArrayNode root = JSON.createArrayNode();
        for (InstanceReport report : reports) {
            ObjectNode json = (ObjectNode) EventJson.tree(report);
            root.add(json.put("stale", report.isStale(now)));
        }
        return root.toString();
    }

    /** An array with an object for each vault, whose figures stand in columns, the oldest first. */
    private String rates(Function<List<Point>, List<Point>> choice) {
        Map<VaultName, List<Point>> history = watch.rates().history();
        ArrayNode root = JSON.createArrayNode();
        for (VaultName vault : vaults) {
            ObjectNode json = root.addObject();
            json.put("vault", vault.text());
            watch.counted()
                    .ifPresent(counted -> json.put("counted_at_ms", counted.at().toEpochMilli()));
            List<Point> points = choice.apply(history.getOrDefault(vault, List.of()));
            column(json, "at_ms", points, point -> point.at().toEpochMilli());
            column(json, "rows_per_second", points, point -> rounded(point.rows()));
            column(json, "calls_per_second", points, point -> rounded(point.calls()));
            column(json, "throttles_per_second", points, point -> rounded(point.throttles()));
            column(json, "latency_p50_ms", points, point -> point.p50().toNanos() / 1e6);
            column(json, "latency_p95_ms", points, point -> point.p95().toNanos() / 1e6);
            column(json, "latency_p99_ms", points, point -> point.p99().toNanos() / 1e6);
        }
        return root.toString();
    }

    private static double rounded(double rate) {
        return Math.round(rate * 10) / 10.0;
    }

    private static void column(ObjectNode json, String name, List<Point> points, Function<Point, Number> figure) {
        ArrayNode column = json.putArray(name);
        points.forEach(point -> column.addPOJO(figure.apply(point)));
    }
}
