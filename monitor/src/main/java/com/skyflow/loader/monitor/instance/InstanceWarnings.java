package com.skyflow.loader.monitor.instance;

import com.skyflow.loader.common.instance.InstanceReport;
import com.skyflow.loader.common.instance.InstanceState;
import com.skyflow.loader.common.instance.OldestRow;
import com.skyflow.loader.common.instance.OwnedPartition;
import com.skyflow.loader.common.instance.ProcessFigures;
import com.skyflow.loader.common.instance.Role;
import com.skyflow.loader.common.instance.UploadFigures;
import com.skyflow.loader.common.vault.VaultName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What a person should know of some instances, each in one sentence that says what to do.
 *
 * @param reports the latest of every instance
 * @param now with which their times are compared
 */
public record InstanceWarnings(List<InstanceReport> reports, Instant now) {
    private static final double FULL_HEAP = 0.9;
    private static final long LITTLE_DISK = 1L << 30;
    private static final long MEGABYTE = 1L << 20;

    public InstanceWarnings {
        reports = List.copyOf(reports);
    }

    /** The sentences, those of single instances first. */
    public List<String> sentences() {
        List<InstanceReport> alive =
                reports.stream().filter(report -> !report.isStale(now)).toList();
        List<String> sentences = new ArrayList<>();
        reports.stream().filter(report -> report.isStale(now)).map(this::silent).forEach(sentences::add);
        alive.stream().flatMap(report -> state(report).stream()).forEach(sentences::add);
        alive.stream().flatMap(this::stuck).forEach(sentences::add);
        alive.stream().map(InstanceReport::vault).distinct().forEach(vault -> sentences.addAll(vault(vault, alive)));
        alive.stream()
                .map(InstanceReport::process)
                .flatMap(InstanceWarnings::process)
                .distinct()
                .forEach(sentences::add);
        return List.copyOf(sentences);
    }

    private String silent(InstanceReport report) {
        return "%s has said nothing for %,d s: it was killed, hangs, or does not reach Kafka. Look after its process; others go on with its partitions."
                .formatted(name(report), Duration.between(report.at(), now).toSeconds());
    }

    private static String name(InstanceReport report) {
        String role = switch (report.role()) {
            case EXTRACTOR -> "Extractor";
            case UPLOADER -> "Uploader";
        };
        return "%s %s of vault %s".formatted(role, report.instance(), report.vault());
    }

    private static Optional<String> state(InstanceReport report) {
        String why = report.problem() == null ? "" : ": " + report.problem();
        return switch (report.state()) {
            case STOPPED -> Optional.of("%s was stopped%s".formatted(name(report), why));
            case OUTAGE ->
                Optional.of(
                        "%s cannot load anything%s. Rows wait and none is lost: see whether the vault and the way to it are up."
                                .formatted(name(report), why));
            case EXTRACTING, EXTRACTED, JOINING, IDLE, UPLOADING, THROTTLED, DRAINING -> Optional.empty();
        };
    }

    private Stream<String> stuck(InstanceReport report) {
        UploadFigures upload = report.upload();
        return upload == null
                ? Stream.empty()
                : upload.partitions().stream().flatMap(partition -> stuck(report.vault(), partition).stream());
    }

    private Optional<String> stuck(VaultName vault, OwnedPartition partition) {
        OldestRow row = partition.oldest();
        if (row == null || !row.isStuck(now)) {
            return Optional.empty();
        }
        return advice(row)
                .map(advice ->
                        "Vault %s, partition %d: %s has been the oldest unfinished one for %,d s, after %d attempts%s. %s"
                                .formatted(
                                        vault,
                                        partition.partition(),
                                        row.key() == null ? "the record at offset " + row.offset() : "row " + row.key(),
                                        row.heldFor(now).toSeconds(),
                                        row.attempts(),
                                        row.detail() == null ? "" : " (" + row.detail() + ")",
                                        advice));
    }

    /** What to do for a row that has waited so long; empty where the instance's own state says it. */
    private static Optional<String> advice(OldestRow row) {
        return switch (row.waitsFor()) {
            case SLOT ->
                Optional.of("It waits for its turn: the vault is slow, or performance.max_concurrency is low.");
            case CALL, RETRY -> Optional.of("See what the vault answers; what cannot be loaded becomes a dead letter.");
            case TOKEN -> Optional.of("It waits for a bearer token: see whether the token exchange is up.");
            case HELD_BACK ->
                Optional.of("The vault has rejected it and accepted nothing yet: check the vault's table and column.");
            case COMMIT -> Optional.of("It waits for its commit: see whether Kafka takes writes.");
            case LINGER, THROTTLED, OUTAGE, MISCONFIGURED, STOPPED -> Optional.empty();
        };
    }

    private List<String> vault(VaultName vault, List<InstanceReport> alive) {
        List<String> sentences = new ArrayList<>();
        long idle = count(alive, vault, report -> report.state() == InstanceState.IDLE);
        if (idle > 0) {
            sentences.add(
                    "Vault %s: %d of %d uploaders stand by, because every partition has an uploader. More of them do not help; they take over when one leaves."
                            .formatted(vault, idle, count(alive, vault, any -> true)));
        }
        if (count(alive, vault, this::isHeldBack) > 0) {
            sentences.add(
                    "Vault %s asks to wait: its limit of calls bounds the load. More uploaders do not help; a higher limit would."
                            .formatted(vault));
        }
        if (count(alive, vault, any -> true) == 0) {
            sentences.add("Vault %s has no uploader: start skyflow-loader upload.".formatted(vault));
        }
        return sentences;
    }

    private static long count(List<InstanceReport> alive, VaultName vault, Predicate<InstanceReport> which) {
        return alive.stream()
                .filter(report ->
                        report.role() == Role.UPLOADER && report.vault().equals(vault))
                .filter(which)
                .count();
    }

    private boolean isHeldBack(InstanceReport report) {
        UploadFigures upload = report.upload();
        return report.state() == InstanceState.THROTTLED
                || (upload != null && upload.calls().isHeldBack(now));
    }

    private static Stream<String> process(ProcessFigures process) {
        List<String> sentences = new ArrayList<>();
        String name = "Process %d on %s".formatted(process.pid(), process.host());
        if (process.heapUsed() > FULL_HEAP * process.heapMax()) {
            sentences.add(String.format(
                    Locale.ROOT,
                    "%s uses %.0f %% of its heap of %,d MB: give it more, such as JAVA_OPTS=-Xmx%dm.",
                    name,
                    100.0 * process.heapUsed() / process.heapMax(),
                    process.heapMax() / MEGABYTE,
                    2 * process.heapMax() / MEGABYTE));
        }
        Long disk = process.freeDisk();
        if (disk != null && disk < LITTLE_DISK) {
            sentences.add(String.format(
                    Locale.ROOT,
                    "%s may write only %,d MB more in its folder: make room there.",
                    name,
                    disk / MEGABYTE));
        }
        return sentences.stream();
    }
}
