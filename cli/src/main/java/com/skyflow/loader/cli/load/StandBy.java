package com.skyflow.loader.cli.load;

import com.skyflow.loader.common.vault.VaultName;
import com.skyflow.loader.uploader.UploaderStatus;
import com.skyflow.loader.uploader.UploaderStatus.State;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Tells once of an uploader for which there is no partition. Owned by the load's thread. */
final class StandBy {
    /** Longer than partitions take to come from the others. */
    private static final Duration SETTLED = Duration.ofSeconds(5);

    private final Map<VaultName, Long> since = new HashMap<>();

    /**
     * What is to be said of it now.
     *
     * @param now in nanoseconds
     */
    Optional<String> notice(VaultName vault, Optional<UploaderStatus> status, long now) {
        if (status.map(UploaderStatus::state).filter(State.IDLE::equals).isEmpty()) {
            since.remove(vault);
            return Optional.empty();
        }
        long start = since.computeIfAbsent(vault, any -> now);
        if (start == Long.MAX_VALUE || now - start < SETTLED.toNanos()) {
            return Optional.empty();
        }
        since.put(vault, Long.MAX_VALUE);
        return Optional.of(
                "Vault %s: every partition of its topic has an uploader. This one stands by, and takes over when one of them leaves."
                        .formatted(vault));
    }
}
