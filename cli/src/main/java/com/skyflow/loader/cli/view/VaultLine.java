package com.skyflow.loader.cli.view;

import com.skyflow.loader.common.vault.VaultName;
import com.skyflow.loader.monitor.lag.Pace;
import com.skyflow.loader.uploader.UploaderStatus;
import com.skyflow.loader.uploader.send.UploadMeter;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** The lines that show one vault: how far it is, and what its upload is doing. */
final class VaultLine {
    private static final int BAR = 24;
    private static final Duration WINDOW = Duration.ofSeconds(6);

    private final VaultName vault;
    private final Pace rows = new Pace(WINDOW);
    private final Pace requests = new Pace(WINDOW);
    private final Pace records = new Pace(WINDOW);

    VaultLine(VaultName vault) {
        this.vault = vault;
    }

    void add(VaultProgress progress, long now) {
        rows.add(progress.done(), now);
        progress.status().map(UploaderStatus::meter).ifPresent(meter -> {
            requests.add(meter.requests(), now);
            records.add(meter.loaded(), now);
        });
    }

    /** Name, bar, share, rows, rate and time left. */
    String bar(VaultProgress progress) {
        OptionalLong total = progress.total();
        long done = progress.done();
        String rate = Figures.count(rows.perSecond()) + "/s";
        if (total.isEmpty()) {
            return "%-8s %s rows  %s".formatted(vault, Figures.count(done), rate);
        }
        long whole = total.getAsLong();
        int filled = whole == 0 ? BAR : (int) Math.min(BAR, done * BAR / whole);
        String left = done >= whole
                ? "done"
                : rows.timeFor(whole - done)
                        .map(time -> "left " + Figures.clock(time))
                        .orElse("left --:--");
        return "%-8s [%s%s] %7s  %s/%s  %s  %s"
                .formatted(
                        vault,
                        "#".repeat(filled),
                        "-".repeat(BAR - filled),
                        Figures.percent(done, whole),
                        Figures.count(done),
                        Figures.count(whole),
                        rate,
                        left);
    }

    /** What the upload is doing; empty if there is none. */
    Optional<String> live(VaultProgress progress) {
        return progress.status().map(status -> {
            UploadMeter.Reading meter = status.meter();
            return "%sworkers %s/%s  in flight %s of %s%s  %s req/s  %s rec/s  p50 %s p95 %s p99 %s ms  throttled %s  batches %s at once, %s retried, %s failed"
                    .formatted(
                            state(status),
                            Figures.count(Math.min(meter.working(), progress.concurrency())),
                            Figures.count((long) progress.concurrency()),
                            Figures.count(meter.inFlight()),
                            Figures.count((long) status.concurrency()),
                            pace(status),
                            Figures.count(requests.perSecond()),
                            Figures.count(records.perSecond()),
                            Figures.millis(meter.p50()),
                            Figures.millis(meter.p95()),
                            Figures.millis(meter.p99()),
                            Figures.count(meter.throttles()),
                            Figures.count(meter.atOnce()),
                            Figures.count(meter.retried()),
                            Figures.count(meter.failed()));
        });
    }

    private static String pace(UploaderStatus status) {
        return Double.isInfinite(status.pace()) ? "" : "  pace " + Figures.count(Math.round(status.pace())) + "/s";
    }

    private static String state(UploaderStatus status) {
        return switch (status.state()) {
            case UPLOADING -> "";
            case JOINING -> "JOINING  ";
            case IDLE -> "STANDING BY  ";
            case THROTTLED -> "THROTTLED for " + Figures.seconds(status.pause()) + "  ";
            case OUTAGE -> "NO ANSWER since " + Figures.clock(status.failing()) + "  ";
            case DRAINING -> "DRAINING  ";
            case STOPPED -> "STOPPED  ";
        };
    }
}
