package com.skyflow.loader.cli.view;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.skyflow.loader.cli.view.TopView.Shown;
import com.skyflow.loader.common.instance.CallFigures;
import com.skyflow.loader.common.instance.ExtractionFigures;
import com.skyflow.loader.common.instance.InstanceReport;
import com.skyflow.loader.common.instance.OldestRow;
import com.skyflow.loader.common.instance.OwnedPartition;
import com.skyflow.loader.common.instance.ProcessFigures;
import com.skyflow.loader.common.instance.UploadFigures;
import java.util.Locale;

/** What all instances do, for programs: an object with an array of instances, and one of warnings. */
public record TopJson(TopView view) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public String text() {
        ObjectNode root = JSON.createObjectNode();
        ArrayNode instances = root.putArray("instances");
        view.instances().forEach(shown -> add(instances.addObject(), shown));
        ArrayNode warnings = root.putArray("warnings");
        view.warnings().forEach(warnings::add);
        return root.toPrettyString();
    }

    private void add(ObjectNode json, Shown shown) {
        InstanceReport report = shown.report();
        json.put("instance", report.instance());
        json.put("role", word(report.role()));
        json.put("vault", report.vault().text());
        json.put("state", word(report.state()));
        json.put("silent", report.isStale(view.now()));
        json.put("at", report.at().toString());
        if (report.problem() != null) {
            json.put("problem", report.problem());
        }
        ArrayNode runs = json.putArray("runs");
        report.runs().forEach(runs::add);
        ExtractionFigures extraction = report.extraction();
        if (extraction != null) {
            json.put("rows_read", extraction.read());
            json.put("rows_published", extraction.published());
            json.put("rows_rejected", extraction.rejected());
        }
        UploadFigures upload = report.upload();
        if (upload != null) {
            json.put("rows_uploaded", upload.uploaded());
            ObjectNode letters = json.putObject("dead_letters");
            upload.deadLetters().forEach((reason, rows) -> letters.put(reason.text(), rows));
            add(json.putObject("calls"), upload.calls());
            ArrayNode partitions = json.putArray("partitions");
            upload.partitions().forEach(partition -> add(partitions.addObject(), partition));
        }
        shown.rates()
                .ifPresent(rates -> json.put("rows_per_second", rates.rows())
                        .put("calls_per_second", rates.calls())
                        .put("cores", rates.cores())
                        .put("bytes_sent_per_second", rates.bytesSent())
                        .put("bytes_received_per_second", rates.bytesReceived()));
        add(json.putObject("process"), report.process());
    }

    private static void add(ObjectNode json, CallFigures calls) {
        json.put("requests", calls.requests());
        json.put("retries", calls.retries());
        json.put("throttles", calls.throttles());
        json.put("in_flight", calls.inFlight());
        json.put("concurrency", calls.concurrency());
        if (calls.pace() != null) {
            json.put("pace", calls.pace());
        }
        if (calls.throttledUntil() != null) {
            json.put("throttled_until", calls.throttledUntil().toString());
        }
        json.put("connections", calls.connections());
        json.put("p50_ms", calls.p50().toMillis());
        json.put("p95_ms", calls.p95().toMillis());
        json.put("p99_ms", calls.p99().toMillis());
    }

    private static void add(ObjectNode json, OwnedPartition partition) {
        json.put("partition", partition.partition());
        json.put("rows", partition.rows());
        if (partition.behind() != null) {
            json.put("offsets_behind", partition.behind());
        }
        OldestRow oldest = partition.oldest();
        if (oldest != null) {
            ObjectNode row = json.putObject("oldest");
            row.put("key", oldest.key());
            row.put("offset", oldest.offset());
            row.put("attempts", oldest.attempts());
            row.put("waits_for", word(oldest.waitsFor()));
            row.put("detail", oldest.detail());
            row.put("since", oldest.since().toString());
        }
    }

    private static void add(ObjectNode json, ProcessFigures process) {
        json.put("host", process.host());
        json.put("pid", process.pid());
        json.put("version", process.version());
        json.put("started_at", process.startedAt().toString());
        json.put("cpu_seconds", process.cpu().toNanos() / 1e9);
        json.put("heap_used", process.heapUsed());
        json.put("heap_max", process.heapMax());
        json.put("resident", process.resident());
        json.put("threads", process.threads());
        json.put("free_disk", process.freeDisk());
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
