package com.skyflow.loader.cli.load;

import com.skyflow.loader.cli.instance.InstanceSlot;
import com.skyflow.loader.common.config.Config;
import com.skyflow.loader.common.config.VaultConfig;
import com.skyflow.loader.common.vault.VaultName;
import com.skyflow.loader.extractor.ExtractorSettings;
import com.skyflow.loader.extractor.VaultSource;
import com.skyflow.loader.extractor.csv.Suffix;
import com.skyflow.loader.extractor.run.Decider.Unfinished;
import com.skyflow.loader.monitor.errorlog.Values;
import com.skyflow.loader.uploader.UploaderSettings;
import com.skyflow.loader.uploader.UploaderSettings.Patience;
import com.skyflow.loader.uploader.send.Backoff;
import com.skyflow.loader.uploader.send.SendSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a load is to do, as it was configured and asked for.
 *
 * @param vaults the vaults to load, at least one
 * @param rowsFrom the kind of source that is read
 * @param folder the caller's working folder
 * @param suffix what is appended to values and tokens
 * @param errorLogValues whether error logs show values
 */
public record LoadPlan(
        Config config,
        List<VaultConfig> vaults,
        RowsFrom rowsFrom,
        Path folder,
        Suffix suffix,
        Unfinished unfinished,
        Values errorLogValues) {
    /** Seldom enough to cost nothing, often enough that a topic holds the rows of a few seconds. */
    private static final Duration DELETION_INTERVAL = Duration.ofSeconds(5);

    public LoadPlan {
        vaults = List.copyOf(vaults);
    }

    /** Rows of each vault to read at most; 0 for all. */
    public long maxRecords() {
        return config.extract().maxRecords().orElse(rowsFrom.defaultMaxRecords());
    }

    /** Where the rows are read. */
    public Sources sources() {
        return new Sources(config, rowsFrom, folder, maxRecords(), suffix);
    }

    /** The same of each vault. */
    public List<VaultSource> vaultSources() {
        Sources sources = sources();
        return vaults.stream()
                .map(vault -> new VaultSource(vault.name(), sources.of(vault), vault.destination()))
                .toList();
    }

    /** Takes the name of an uploader of a vault. */
    InstanceSlot instance(VaultName vault) {
        return InstanceSlot.take(folder, vault, place());
    }

    /** What the names of the instances of this folder begin with. */
    String place() {
        return config.kafka().instance().orElseGet(() -> InstanceSlot.name(folder));
    }

    public ExtractorSettings extractorSettings() {
        var extract = config.extract();
        return new ExtractorSettings(extract.chunkRows(), extract.chunkTime(), extract.leastFreeDisk());
    }

    /** After which a poll loop that has not come round is held to hang: then its partitions are given to others. */
    public Duration longestTurn() {
        return Duration.ofMillis(
                Long.parseLong(config.kafka().properties().getOrDefault("max.poll.interval.ms", "300000")));
    }

    UploaderSettings uploaderSettings(Patiently patiently) {
        var upload = config.upload();
        var stop = config.stop();
        return new UploaderSettings(
                upload.batchSize(),
                upload.maxConcurrency(),
                upload.linger(),
                upload.windowRecords(),
                upload.windowBytes(),
                upload.drainTimeout(),
                new SendSettings(
                        config.retry().attempts(),
                        new Backoff(config.retry().backoff(), config.retry().maxBackoff()),
                        upload.baseDelay(),
                        config.vaultApi().upsert()),
                switch (patiently) {
                    case FOR_A_WHILE -> Optional.of(new Patience(stop.outageGiveUp(), stop.firstAnswerGiveUp()));
                    case FOR_EVER -> Optional.empty();
                },
                stop.misconfiguredAfter(),
                stop.misconfiguredShare(),
                Optional.of(DELETION_INTERVAL));
    }

    /** How long a load goes on while a vault takes nothing. */
    public enum Patiently {
        /** As the settings say; then it can be started again. */
        FOR_A_WHILE,
        /** Until it is told to end: a service has nobody to start it again. */
        FOR_EVER
    }
}
