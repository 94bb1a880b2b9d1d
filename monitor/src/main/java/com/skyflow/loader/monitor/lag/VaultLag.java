package com.skyflow.loader.monitor.lag;

import com.skyflow.loader.common.vault.VaultName;
import java.util.List;

/**
 * How far the upload of one vault is behind.
 *
 * @param rows rows that are published and not done with, as counted in the topic
 * @param partitions each of its partitions
 */
public record VaultLag(VaultName vault, long rows, List<PartitionLag> partitions) {
    public VaultLag {
        partitions = List.copyOf(partitions);
    }
}
