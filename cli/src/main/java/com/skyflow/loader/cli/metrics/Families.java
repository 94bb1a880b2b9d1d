package com.skyflow.loader.cli.metrics;

import com.skyflow.loader.uploader.send.UploadMeter.Bucket;
import com.skyflow.loader.uploader.send.UploadMeter.Latencies;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Figures by their metrics, collected for one scrape. What is not known is left out. Owned by one thread. */
final class Families {
    private final Map<Metric, List<Point>> points = new EnumMap<>(Metric.class);

    private sealed interface Point {
        Labels labels();
    }

    private record Value(Labels labels, double value) implements Point {}

    private record Distribution(Labels labels, Latencies latencies) implements Point {}

    void add(Metric metric, Labels labels, @Nullable Number value) {
        if (value != null) {
            add(metric, new Value(labels, value.doubleValue()));
        }
    }

    void add(Metric metric, Labels labels, Duration time) {
        add(metric, labels, time.toNanos() / 1e9);
    }

    void add(Metric metric, Labels labels, Latencies latencies) {
        add(metric, new Distribution(labels, latencies));
    }

    private void add(Metric metric, Point point) {
        points.computeIfAbsent(metric, any -> new ArrayList<>()).add(point);
    }

    MetricSnapshots snapshots() {
        MetricSnapshots.Builder all = MetricSnapshots.builder();
        points.forEach((metric, values) -> all.metricSnapshot(snapshot(metric, values)));
        return all.build();
    }

    private static MetricSnapshot snapshot(Metric metric, List<Point> points) {
        return switch (metric.kind()) {
            case COUNTER -> {
                CounterSnapshot.Builder counter =
                        CounterSnapshot.builder().name(metric.text()).help(metric.help());
                points.forEach(point ->
                        counter.dataPoint(new CounterDataPointSnapshot(value(point), point.labels(), null, 0)));
                yield counter.build();
            }
            case GAUGE -> {
                GaugeSnapshot.Builder gauge =
                        GaugeSnapshot.builder().name(metric.text()).help(metric.help());
                points.forEach(
                        point -> gauge.dataPoint(new GaugeDataPointSnapshot(value(point), point.labels(), null)));
                yield gauge.build();
            }
            case HISTOGRAM -> {
                HistogramSnapshot.Builder histogram =
                        HistogramSnapshot.builder().name(metric.text()).help(metric.help());
                points.forEach(point -> histogram.dataPoint(distribution(point)));
                yield histogram.build();
            }
        };
    }

    private static double value(Point point) {
        return switch (point) {
            case Value value -> value.value();
            case Distribution any -> throw new IllegalStateException("a distribution is no single value");
        };
    }

    private static HistogramDataPointSnapshot distribution(Point point) {
        return switch (point) {
            case Value any -> throw new IllegalStateException("a single value is no distribution");
            case Distribution calls ->
                HistogramDataPointSnapshot.builder()
                        .labels(calls.labels())
                        .classicHistogramBuckets(ClassicHistogramBuckets.of(
                                calls.latencies().buckets().stream()
                                        .map(Bucket::bound)
                                        .toList(),
                                calls.latencies().buckets().stream()
                                        .map(Bucket::calls)
                                        .toList()))
                        .sum(calls.latencies().total().toNanos() / 1e9)
                        .build();
        };
    }
}
