package com.skyflow.loader.cli.load;

import com.skyflow.loader.cli.instance.ThisProcess;
import com.skyflow.loader.common.instance.InstanceReport;
import com.skyflow.loader.common.instance.ProcessFigures;
import com.skyflow.loader.common.vault.VaultName;
import com.skyflow.loader.uploader.send.UploadMeter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/** What the extractions and uploads of this process do, for others to see. Written by the load's thread, read by any. */
public final class LoadInstances {
    private final String place;
    private final ThisProcess process;
    private final Map<VaultName, VaultExtraction> extractions = new ConcurrentSkipListMap<>();
    private final Map<VaultName, VaultUpload> uploads = new ConcurrentSkipListMap<>();

    public LoadInstances(LoadPlan plan) {
        this.place = plan.place();
        this.process = new ThisProcess(plan.folder());
    }

    void began(VaultExtraction extraction) {
        extractions.put(extraction.vault(), extraction);
    }

    void began(VaultUpload upload) {
        uploads.put(upload.vault(), upload);
    }

    /** The figures of this process. */
    public ProcessFigures process() {
        return process.read();
    }

    /** What each does now; what has ended as it should is not there. */
    public List<InstanceReport> reports() {
        ProcessFigures figures = process.read();
        Instant now = Instant.now();
        return Stream.concat(
                        extractions.values().stream().map(extraction -> extraction.report(place, figures, now)),
                        uploads.values().stream().flatMap(upload -> upload.report(figures, now).stream()))
                .toList();
    }

    /** How long the calls to each vault took. */
    public Map<VaultName, UploadMeter.Latencies> latencies() {
        Map<VaultName, UploadMeter.Latencies> latencies = new TreeMap<>();
        uploads.forEach((vault, upload) -> upload.latencies().ifPresent(all -> latencies.put(vault, all)));
        return latencies;
    }
}
