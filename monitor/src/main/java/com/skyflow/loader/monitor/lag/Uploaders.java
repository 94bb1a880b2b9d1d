package com.skyflow.loader.monitor.lag;

import com.skyflow.loader.common.instance.InstanceReport;
import com.skyflow.loader.common.instance.InstanceState;
import com.skyflow.loader.common.instance.OldestRow;
import com.skyflow.loader.common.instance.OwnedPartition;
import com.skyflow.loader.common.instance.Role;
import com.skyflow.loader.common.instance.UploadFigures;
import com.skyflow.loader.common.vault.VaultName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the uploaders of a vault say of themselves, as far as that is not too old.
 *
 * @param reports the latest of each
 * @param read whether an extractor says that it reads the source
 */
record Uploaders(List<InstanceReport> reports, boolean read, Instant now) {
    static Uploaders of(VaultName vault, List<InstanceReport> all, Instant now) {
        Map<Role, List<InstanceReport>> fresh = all.stream()
                .filter(report -> report.vault().equals(vault) && !report.isStale(now))
                .collect(Collectors.groupingBy(InstanceReport::role));
        return new Uploaders(fresh.getOrDefault(Role.UPLOADER, List.of()), fresh.containsKey(Role.EXTRACTOR), now);
    }

    /** The oldest row of a partition, as its uploader says. */
    Optional<OldestRow> oldest(int partition) {
        return figures()
                .flatMap(upload -> upload.partitions().stream())
                .filter(owned -> owned.partition() == partition)
                .map(OwnedPartition::oldest)
                .filter(Objects::nonNull)
                .findFirst();
    }

    private Stream<UploadFigures> figures() {
        return reports.stream().flatMap(report -> Stream.ofNullable(report.upload()));
    }

    /** Those that have partitions. */
    int working() {
        return (int) figures().filter(upload -> !upload.partitions().isEmpty()).count();
    }

    boolean isAny(InstanceState state) {
        return reports.stream().anyMatch(report -> report.state() == state);
    }

    /** Why one of them has ended before its rows were finished. */
    Optional<String> problem() {
        return reports.stream()
                .filter(report -> report.state() == InstanceState.STOPPED)
                .map(report -> Optional.ofNullable(report.problem()).orElse("see its log"))
                .findFirst();
    }

    /** Whether the vault has asked one of them to wait, or lets it begin only so many calls a second. */
    boolean areLimited() {
        return figures().anyMatch(upload -> upload.calls().isHeldBack(now));
    }

    /** Rows that they may have in their hands. */
    long window() {
        return figures().mapToLong(UploadFigures::window).sum();
    }

    /** Rows that they have in their hands. */
    long held() {
        return figures().mapToLong(UploadFigures::uncommitted).sum();
    }
}
