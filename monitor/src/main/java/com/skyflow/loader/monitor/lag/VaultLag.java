package com.skyflow.loader.monitor.lag;

import com.skyflow.loader.common.vault.VaultName;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How far the upload of one vault is behind.
 *
 * @param rows rows that are published and not done with, by the ledger
 * @param perSecond rows that are done with in a second; empty where it was looked at only once
 * @param partitions each of its partitions
 * @param bound what bounds the load now
 */
public record VaultLag(
        VaultName vault, long rows, Optional<Double> perSecond, List<PartitionLag> partitions, Bound bound) {
    public VaultLag {
        partitions = List.copyOf(partitions);
    }

    /** When the slowest partition is done if all goes on so; empty if one of them does not move, or that is not known. */
    public Optional<Duration> timeToFinish() {
        return partitions.stream()
                        .anyMatch(partition -> partition.timeToFinish().isEmpty())
                ? Optional.empty()
                : partitions.stream()
                        .flatMap(partition -> partition.timeToFinish().stream())
                        .max(Comparator.naturalOrder());
    }
}
