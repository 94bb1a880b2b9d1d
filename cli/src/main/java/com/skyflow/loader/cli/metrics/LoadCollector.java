package com.skyflow.loader.cli.metrics;

import com.skyflow.loader.cli.load.LoadInstances;
import com.skyflow.loader.common.deadletter.Reason;
import com.skyflow.loader.common.instance.CallFigures;
import com.skyflow.loader.common.instance.ExtractionFigures;
import com.skyflow.loader.common.instance.InstanceReport;
import com.skyflow.loader.common.instance.InstanceState;
import com.skyflow.loader.common.instance.OldestRow;
import com.skyflow.loader.common.instance.OwnedPartition;
import com.skyflow.loader.common.instance.ProcessFigures;
import com.skyflow.loader.common.instance.UploadFigures;
import com.skyflow.loader.common.vault.VaultName;
import com.skyflow.loader.uploader.send.UploadMeter.Latencies;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The metrics of a load, made of what its instances report. Thread-safe. */
record LoadCollector(LoadInstances instances) implements MultiCollector {
    @Override
    public MetricSnapshots collect() {
        Families families = new Families();
        List<InstanceReport> reports = instances.reports();
        reports.forEach(report -> add(report, families));
        instances.latencies().forEach((vault, latencies) -> add(vault, latencies, families));
        add(instances.process(), families);
        return families.snapshots();
    }

    private static void add(ProcessFigures process, Families families) {
        families.add(Metric.CPU, Labels.EMPTY, process.cpu());
        families.add(Metric.RESIDENT, Labels.EMPTY, process.resident());
        families.add(Metric.STARTED, Labels.EMPTY, process.startedAt().toEpochMilli() / 1e3);
        families.add(Metric.FREE_DISK, Labels.EMPTY, process.freeDisk());
        families.add(Metric.VERSION, Labels.of("version", process.version()), 1);
    }

    private static void add(InstanceReport report, Families families) {
        String vault = report.vault().text();
        for (InstanceState state : InstanceState.values()) {
            families.add(
                    Metric.STATE,
                    Labels.of("vault", vault, "role", word(report.role()), "state", word(state)),
                    state == report.state() ? 1 : 0);
        }
        ExtractionFigures extraction = report.extraction();
        if (extraction != null) {
            add(vault, extraction, families);
        }
        UploadFigures upload = report.upload();
        if (upload != null) {
            add(vault, upload, families);
            add(vault, upload.calls(), report.at(), families);
            upload.partitions().forEach(partition -> add(vault, partition, report.at(), families));
        }
    }

    private static void add(String vault, ExtractionFigures extraction, Families families) {
        Labels labels = Labels.of("vault", vault);
        families.add(Metric.SOURCE_ROWS, labels, extraction.total());
        families.add(Metric.PUBLISHED, labels, extraction.published());
        families.add(Metric.INVALID, labels, extraction.rejected());
    }

    private static void add(String vault, UploadFigures upload, Families families) {
        Labels labels = Labels.of("vault", vault);
        families.add(Metric.UPLOADED, labels, upload.uploaded());
        families.add(Metric.DISCARDED, labels, upload.discarded());
        for (Reason reason : Reason.values()) {
            families.add(
                    Metric.DEAD_LETTERS,
                    Labels.of("vault", vault, "reason", reason.text()),
                    upload.deadLetters().getOrDefault(reason, 0L));
        }
        families.add(Metric.PARTITIONS, labels, upload.partitions().size());
        families.add(Metric.WINDOW, labels, upload.uncommitted());
        families.add(Metric.WINDOW_LIMIT, labels, upload.window());
    }

    private static void add(String vault, CallFigures calls, Instant now, Families families) {
        Labels labels = Labels.of("vault", vault);
        families.add(Metric.REQUESTS, labels, calls.requests());
        families.add(Metric.RETRIES, labels, calls.retries());
        families.add(Metric.THROTTLES, labels, calls.throttles());
        families.add(Metric.SENT, labels, calls.bytesSent());
        families.add(Metric.RECEIVED, labels, calls.bytesReceived());
        families.add(Metric.IN_FLIGHT, labels, calls.inFlight());
        families.add(Metric.CONCURRENCY, labels, calls.concurrency());
        families.add(Metric.PACE, labels, calls.pace());
        families.add(Metric.PAUSE, labels, left(calls.throttledUntil(), now));
        families.add(Metric.CONNECTIONS, labels, calls.connections());
    }

    private static void add(String vault, OwnedPartition partition, Instant now, Families families) {
        Labels labels = Labels.of("vault", vault, "partition", Integer.toString(partition.partition()));
        families.add(Metric.LAG, labels, partition.behind());
        OldestRow oldest = partition.oldest();
        families.add(Metric.STUCK, labels, oldest == null ? Duration.ZERO : oldest.heldFor(now));
    }

    private static void add(VaultName vault, Latencies latencies, Families families) {
        families.add(Metric.DURATION, Labels.of("vault", vault.text()), latencies);
    }

    private static Duration left(@Nullable Instant until, Instant now) {
        return until == null || until.isBefore(now) ? Duration.ZERO : Duration.between(now, until);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
