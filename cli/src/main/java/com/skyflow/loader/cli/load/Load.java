package com.skyflow.loader.cli.load;

import com.skyflow.loader.cli.Termination;
import com.skyflow.loader.cli.instance.InstanceReporter;
import com.skyflow.loader.cli.load.LoadPlan.Patiently;
import com.skyflow.loader.cli.view.LoadView;
import com.skyflow.loader.cli.view.VaultProgress;
import com.skyflow.loader.common.config.VaultConfig;
import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import com.skyflow.loader.common.kafka.KafkaClients;
import com.skyflow.loader.common.kafka.TopicSetup;
import com.skyflow.loader.common.ledger.Account;
import com.skyflow.loader.common.ledger.Checkpoint;
import com.skyflow.loader.common.ledger.Ledger;
import com.skyflow.loader.common.ledger.LedgerKey;
import com.skyflow.loader.common.ledger.LedgerLog;
import com.skyflow.loader.common.vault.VaultName;
import com.skyflow.loader.extractor.Extraction;
import com.skyflow.loader.extractor.Extractor;
import com.skyflow.loader.extractor.VaultSource;
import com.skyflow.loader.extractor.run.Decider.Unfinished;
import com.skyflow.loader.monitor.pending.PendingRows;
import com.skyflow.loader.uploader.UploaderStatus;
import com.skyflow.loader.vault.client.VaultClientSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A load of some vaults in this process: extraction, uploads, or both side by side. It is over when every vault's rows are finished,
 * or when nothing more can be done for those that are not.
 */
public final class Load {
    private static final Duration STEP = Duration.ofMillis(200);
    private static final String TOLD_TO_END_EARLY =
            "Told to end before the sources were counted: nothing of them was published. Start again to continue.";

    private final KafkaClients clients;
    private final LoadPlan plan;
    private final LoadView view;
    private final LoadHealth health;
    private final LoadInstances instances;
    private final StandBy standBy = new StandBy();
    private final Stall stall = new Stall();
    private final Map<VaultName, VaultExtraction> extractions = new ConcurrentSkipListMap<>();
    private final Map<VaultName, VaultUpload> uploads = new ConcurrentSkipListMap<>();
    private final Instant startedAt = Instant.now();
    /** What uploads did at the latest turn. */
    private final Map<VaultName, UploaderStatus> statuses = new ConcurrentSkipListMap<>();

    private volatile boolean stopping;
    /** Whether sources are being counted, which cannot be broken off. */
    private volatile boolean counting;

    /**
     * @param health is told how it goes on
     * @param instances is told what has begun
     */
    public Load(KafkaClients clients, LoadPlan plan, LoadView view, LoadHealth health, LoadInstances instances) {
        this.clients = clients;
        this.plan = plan;
        this.view = view;
        this.health = health;
        this.instances = instances;
    }

    /**
     * Extracts and uploads until every row is finished.
     *
     * @throws LoaderException if the load is refused before it begins; nothing was published
     */
    public LoadResult run(VaultClientSettings client) {
        return run(client, (ledger, vaults) -> {});
    }

    /**
     * The same, after something else that needs to know what the loads before have left.
     *
     * @param first is called before anything is published or uploaded, and may refuse the load
     */
    public LoadResult run(VaultClientSettings client, First first) {
        return within(log -> {
            List<VaultSource> sources = plan.vaultSources();
            Extractor extractor = extractor(log);
            extractor.review(sources, plan.unfinished());
            first.begin(log.read(), plan.vaults());
            // What an earlier start left in the topics is sent while the sources are being counted, but not what is to
            // be given up.
            if (plan.unfinished() == Unfinished.CONTINUE) {
                startUploads(client, Patiently.FOR_A_WHILE);
            }
            extract(extractor, sources);
            if (uploads.isEmpty()) {
                startUploads(client, Patiently.FOR_A_WHILE);
            }
            watch(log, this::isUploaded);
        });
    }

    /** Extracts until every source has been read. */
    public LoadResult extract() {
        return within(log -> {
            List<VaultSource> sources = plan.vaultSources();
            Extractor extractor = extractor(log);
            extractor.review(sources, plan.unfinished());
            extract(extractor, sources);
            watch(log, (vault, ledger) -> true);
        });
    }

    /** Uploads what is in the topics and what comes, until it is told to end. */
    public LoadResult upload(VaultClientSettings client) {
        return within(log -> {
            startUploads(client, Patiently.FOR_EVER);
            watch(log, (vault, ledger) -> false);
        });
    }

    /** Uploads until every run that has begun is over. */
    public LoadResult uploadUntilDrained(VaultClientSettings client) {
        return within(log -> {
            startUploads(client, Patiently.FOR_A_WHILE);
            watch(log, this::isUploaded);
        });
    }

    private LoadResult within(Consumer<LedgerLog> work) {
        new TopicSetup(clients)
                .ensure(plan.vaults().stream().map(VaultConfig::name).toList());
        try (LedgerLog log = new LedgerLog(clients)) {
            try (InstanceReporter ignored = InstanceReporter.start(clients, instances::reports)) {
                perform(work, log);
            }
            return new LoadReport(clients, plan, startedAt, stopping).result(log, extractions, uploads);
        }
    }

    private void perform(Consumer<LedgerLog> work, LedgerLog log) {
        try (Termination.Registration ignored = Termination.onRequest(this::stop)) {
            work.accept(log);
        } finally {
            // However it ends, nothing of it goes on behind the summary.
            health.drains();
            extractions.values().forEach(VaultExtraction::stop);
            uploads.values().forEach(VaultUpload::drain);
            extractions.values().forEach(extraction -> quietly(extraction::await));
            uploads.values().forEach(upload -> quietly(upload::await));
            view.end();
        }
    }

    /** Called when the process is told to end: what can end does so at once, and not when the sources have been counted. */
    private void stop() {
        stopping = true;
        health.drains();
        extractions.values().forEach(VaultExtraction::stop);
        uploads.values().forEach(VaultUpload::drain);
        if (counting) {
            uploads.values().forEach(upload -> quietly(upload::await));
            Termination.giveUp(TOLD_TO_END_EARLY);
        }
    }

    private Extractor extractor(LedgerLog log) {
        return new Extractor(clients, log, plan.extractorSettings(), Clock.systemUTC());
    }

    /** Waits for one of several, the others of which are waited for also if this one has failed in an unforeseen way. */
    private static void quietly(Supplier<?> end) {
        try {
            Object ignored = end.get();
        } catch (RuntimeException e) {
            // It is told with the result.
        }
    }

    private void startUploads(VaultClientSettings client, Patiently patiently) {
        for (VaultConfig vault : plan.vaults()) {
            VaultUpload upload = VaultUpload.start(
                    clients, vault, plan.uploaderSettings(patiently), client, () -> plan.instance(vault.name()));
            uploads.put(vault.name(), upload);
            health.began(upload);
            instances.began(upload);
        }
    }

    private void extract(Extractor extractor, List<VaultSource> sources) {
        if (plan.rowsFrom() == RowsFrom.SNOWFLAKE && plan.maxRecords() > 0) {
            view.notice(String.format(
                    Locale.ROOT,
                    "max_records %,d: Snowflake is asked for so many rows of each vault at most (-max-records 0 loads all).",
                    plan.maxRecords()));
        }
        for (Extraction extraction : prepare(extractor, sources)) {
            if (extraction.left() > 0) {
                view.notice(String.format(
                        Locale.ROOT,
                        "max_records %,d leaves out %,d rows of vault %s (-max-records 0 loads all).",
                        plan.maxRecords(),
                        extraction.left(),
                        extraction.checkpoint().vault()));
            }
            if (extraction.nulls() > 0) {
                view.notice(String.format(
                        Locale.ROOT,
                        "Vault %s: %,d rows without a value or a token are left out (NULL).",
                        extraction.checkpoint().vault(),
                        extraction.nulls()));
            }
            VaultExtraction running = VaultExtraction.start(extraction);
            extractions.put(running.vault(), running);
            health.began(running);
            instances.began(running);
        }
    }

    private List<Extraction> prepare(Extractor extractor, List<VaultSource> sources) {
        // The wait for a query can be ended, the counting of a file cannot.
        counting = plan.rowsFrom() == RowsFrom.CSV;
        if (stopping) {
            throw new LoaderException(ExitCode.UNFINISHED, TOLD_TO_END_EARLY);
        }
        try (Termination.Registration ignored = Termination.onRequest(extractor::stop)) {
            return extractor.prepare(sources, plan.unfinished());
        } finally {
            counting = false;
        }
    }

    /** Shows how the load goes on, and lets each upload end when its vault is done. */
    private void watch(LedgerLog log, Done done) {
        while (!isOver() && !stopping) {
            // Asked before the ledger is read, which then holds everything that was extracted.
            Set<VaultName> extracted = extracted();
            Ledger ledger = log.read();
            uploads.forEach((vault, upload) -> upload.status().ifPresent(status -> statuses.put(vault, status)));
            for (VaultConfig vault : plan.vaults()) {
                direct(vault.name(), extracted.contains(vault.name()) && done.test(vault.name(), ledger));
            }
            health.turned();
            plan.vaults().forEach(this::sayIfIdle);
            view.show(progress(ledger));
            pause();
        }
    }

    private void sayIfIdle(VaultConfig vault) {
        standBy.notice(vault.name(), status(vault.name()), System.nanoTime()).ifPresent(view::notice);
    }

    private Optional<UploaderStatus> status(VaultName vault) {
        return Optional.ofNullable(statuses.get(vault));
    }

    private Set<VaultName> extracted() {
        return plan.vaults().stream()
                .map(VaultConfig::name)
                .filter(vault -> isExtracted(vault))
                .collect(Collectors.toSet());
    }

    private boolean isExtracted(VaultName vault) {
        VaultExtraction extraction = extractions.get(vault);
        return extraction == null || extraction.isOver();
    }

    private void direct(VaultName vault, boolean done) {
        VaultUpload upload = uploads.get(vault);
        VaultExtraction extraction = extractions.get(vault);
        if (upload != null && upload.isOver() && extraction != null) {
            extraction.stop();
        } else if (upload != null && (done || waitsForNoMoreRows(extraction, upload))) {
            upload.drain();
        }
    }

    /** Whether an upload waits for the end of a source that has failed: what it holds back is judged when the load is continued. */
    private static boolean waitsForNoMoreRows(@Nullable VaultExtraction extraction, VaultUpload upload) {
        return extraction != null && extraction.died().isPresent() && upload.awaitsEndOfSource();
    }

    /** Whether no row of a vault is left in its topic, whichever run it belongs to. */
    private boolean isUploaded(VaultName vault, Ledger ledger) {
        return isFinished(vault, ledger) || waitsInVain(vault, ledger);
    }

    /** Whether nothing moves because rows that are outstanding are gone; where that is a fault, the summary tells. */
    private boolean waitsInVain(VaultName vault, Ledger ledger) {
        return stall.isDue(vault, status(vault), ledger, System.nanoTime())
                && PendingRows.count(clients, List.of(vault)).total() == 0;
    }

    private boolean isFinished(VaultName vault, Ledger ledger) {
        return ledger.accounts().entrySet().stream()
                .filter(account -> account.getKey().vault().equals(vault))
                .map(Map.Entry::getValue)
                .allMatch(account -> account.outstanding() <= 0 && (isRead(account) || extractions.containsKey(vault)));
    }

    private static boolean isRead(Account account) {
        return account.checkpoint()
                .map(checkpoint -> checkpoint.state() != Checkpoint.State.EXTRACTING)
                .orElse(true);
    }

    private boolean isOver() {
        return extractions.values().stream().allMatch(VaultExtraction::isOver)
                && uploads.values().stream().allMatch(VaultUpload::isOver);
    }

    private List<VaultProgress> progress(Ledger ledger) {
        List<VaultProgress> progress = new ArrayList<>();
        for (VaultConfig vault : plan.vaults()) {
            Optional<Checkpoint> checkpoint = checkpoint(vault.name(), ledger);
            Account account =
                    checkpoint.map(Checkpoint::key).map(ledger::account).orElse(Account.EMPTY);
            progress.add(new VaultProgress(
                    vault.name(),
                    checkpoint,
                    account,
                    uploads.containsKey(vault.name()),
                    status(vault.name()),
                    plan.config().upload().maxConcurrency()));
        }
        return progress;
    }

    private Optional<Checkpoint> checkpoint(VaultName vault, Ledger ledger) {
        VaultExtraction extraction = extractions.get(vault);
        return extraction != null
                ? Optional.of(extraction.checkpoint())
                : ledger.latestRunOf(vault)
                        .flatMap(run ->
                                ledger.account(new LedgerKey(run.run(), vault)).checkpoint());
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(STEP.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopping = true;
        }
    }

    /** What comes before a load. */
    @FunctionalInterface
    public interface First {
        /**
         * Does it.
         *
         * @throws LoaderException if there is to be no load
         */
        void begin(Ledger ledger, List<VaultConfig> vaults);
    }

    /** Whether a vault's upload has nothing more to do. */
    @FunctionalInterface
    private interface Done {
        boolean test(VaultName vault, Ledger ledger);
    }
}
