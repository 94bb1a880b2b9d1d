package com.skyflow.loader.common.instance;

import com.skyflow.loader.common.json.EventJson;
import com.skyflow.loader.common.vault.VaultName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What a process does for one vault in one role, as it says itself every {@link #INTERVAL}. It holds no value and no token.
 *
 * @param instance its name: that of an uploader is the same after a restart, and ends the client id of its consumer
 * @param state what it is doing
 * @param problem why it is in that state, redacted; null if there is nothing to say
 * @param runs the runs that it works on now
 * @param extraction null for an uploader
 * @param upload null for an extractor
 * @param process the process that it runs in
 * @param at when this was said, by the clock of its machine
 */
public record InstanceReport(
        String instance,
        Role role,
        VaultName vault,
        InstanceState state,
        @Nullable String problem,
        List<String> runs,
        @Nullable ExtractionFigures extraction,
        @Nullable UploadFigures upload,
        ProcessFigures process,
        Instant at) {
    /** How often an instance reports. */
    public static final Duration INTERVAL = Duration.ofSeconds(2);

    private static final Duration STALE = Duration.ofSeconds(10);

    public InstanceReport {
        runs = List.copyOf(runs);
    }

    /** The key of the record: one process may extract and upload for the same vault. */
    public InstanceKey key() {
        return new InstanceKey(role, instance, vault);
    }

    /** Whether it has missed several reports: it was killed, hangs, or cannot reach Kafka. Clocks may differ by a few seconds. */
    public boolean isStale(Instant now) {
        return Duration.between(at, now).compareTo(STALE) > 0;
    }

    /** The record of this report. */
    public ProducerRecord<byte[], byte[]> record(String topic) {
        return new ProducerRecord<>(topic, key().toBytes(), EventJson.encode(this));
    }
}
