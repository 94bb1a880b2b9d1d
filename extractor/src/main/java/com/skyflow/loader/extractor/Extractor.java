package com.skyflow.loader.extractor;

import com.skyflow.loader.common.kafka.KafkaClients;
import com.skyflow.loader.common.ledger.Account;
import com.skyflow.loader.common.ledger.Checkpoint;
import com.skyflow.loader.common.ledger.Checkpoint.State;
import com.skyflow.loader.common.ledger.Ledger;
import com.skyflow.loader.common.ledger.LedgerLog;
import com.skyflow.loader.common.vault.VaultName;
import com.skyflow.loader.extractor.publish.Publisher;
import com.skyflow.loader.extractor.run.Decider;
import com.skyflow.loader.extractor.run.Decider.Unfinished;
import com.skyflow.loader.extractor.run.Decision;
import com.skyflow.loader.extractor.run.RunIds;
import com.skyflow.loader.extractor.source.Start;
import com.skyflow.loader.extractor.source.Survey;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Prepares the extraction of some vaults. No row is published before every source has been counted and found
 * sound.
 *
 * <p>The order is what makes two extractors that start in the same second safe: each first {@link Claims} the vaults, and only then
 * reads which run there is. What another publishes after that comes to light with the first checkpoint of this one: it ends one of the
 * two, or the vault is disputed.
 */
public final class Extractor {
    private final LedgerLog log;
    private final Clock clock;
    private final Function<VaultName, Publisher> claim;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Map<VaultName, Optional<Survey>> surveys = new LinkedHashMap<>();
    private final Map<VaultName, Checkpoint> continued = new LinkedHashMap<>();

    /** An extractor that reads the ledger on before each decision. */
    public Extractor(KafkaClients clients, LedgerLog log, ExtractorSettings settings, Clock clock) {
        this(clients, log, settings, clock, UUID.randomUUID());
    }

    private Extractor(KafkaClients clients, LedgerLog log, ExtractorSettings settings, Clock clock, UUID name) {
        this(log, clock, vault -> Publisher.open(clients, vault, name, settings, clock));
    }

    /** @param claim takes the right to publish rows of a vault from every other extractor */
    Extractor(LedgerLog log, Clock clock, Function<VaultName, Publisher> claim) {
        this.log = log;
        this.clock = clock;
        this.claim = claim;
    }

    /**
     * Looks whether the vaults can be loaded as they are set: reads no source, fences nobody and publishes nothing.
     *
     * @throws com.skyflow.loader.common.failure.LoaderException if a source or destination differs from that of an unfinished run
     */
    public void review(List<VaultSource> vaults, Unfinished unfinished) {
        decide(vaults, unfinished);
    }

    /**
     * Decides for each vault which run it belongs to, and publishes the first checkpoint of those that begin.
     *
     * @return one extraction a vault, in the same order
     * @throws com.skyflow.loader.common.failure.LoaderException if a source is malformed or differs from that of an unfinished run,
     *     or {@link #stop} ended a wait; no row was published
     */
    public List<Extraction> prepare(List<VaultSource> vaults, Unfinished unfinished) {
        // Before anybody is fenced: a mistake in these files must not stop an extractor that is at work.
        Decisions first = decide(vaults, unfinished);
        survey(vaults, first);
        ensureReadBefore(vaults, first);
        Claims claims = new Claims(vaults.stream().map(VaultSource::vault).toList(), claim);
        try {
            Map<VaultName, Checkpoint> begun = begin(vaults, unfinished, claims, List.of());
            return count(vaults.stream()
                    .map(vault -> new Extraction(
                            vault, claims.of(vault.vault()), require(begun, vault.vault()), survey(vault.vault())))
                    .toList());
        } catch (RuntimeException e) {
            claims.close();
            throw e;
        }
    }

    /** All are asked before one is waited for: who has the rows counts them side by side. */
    private List<Extraction> count(List<Extraction> extractions) {
        extractions.forEach(extraction -> extraction.request(clock));
        extractions.forEach(extraction -> extraction.await(clock, stopped));
        return extractions;
    }

    /** Ends {@link #prepare} where it waits for others to count; started again, it waits on. Any thread. */
    public void stop() {
        stopped.countDown();
    }

    private Map<VaultName, Checkpoint> begin(
            List<VaultSource> vaults, Unfinished unfinished, Claims claims, List<Checkpoint> abandonedBefore) {
        Decisions decisions = decide(vaults, unfinished);
        survey(vaults, decisions);
        Map<VaultName, Checkpoint> checkpoints = checkpoints(vaults, decisions);
        if (claims.confirm(checkpoints, decisions.abandoned())) {
            return checkpoints;
        }
        claims.reclaim();
        List<Checkpoint> abandoned = Stream.concat(abandonedBefore.stream(), decisions.abandoned().stream())
                .toList();
        claims.giveUp(revived(abandoned, claims));
        // What was to be given up is given up by now, and what has begun is to be continued.
        return begin(vaults, Unfinished.CONTINUE, claims, abandoned);
    }

    /**
     * Who still held a vault may have gone on with its run meanwhile: behind the checkpoint that gave it up, or before it, so that this one
     * counts too few rows.
     */
    private List<Checkpoint> revived(List<Checkpoint> abandoned, Claims claims) {
        Ledger ledger = log.read();
        return abandoned.stream()
                .flatMap(checkpoint -> ledger.account(checkpoint.key()).checkpoint().stream())
                .flatMap(latest -> latest.state() == State.ABANDONED
                        ? claims
                                .other(latest.vault())
                                .filter(other ->
                                        other.key().equals(latest.key()) && other.position() > latest.position())
                                .stream()
                        : Stream.of(latest))
                .map(Checkpoint::abandoned)
                .toList();
    }

    private Decisions decide(List<VaultSource> vaults, Unfinished unfinished) {
        Ledger ledger = log.read();
        Decider decider = new Decider(ledger, unfinished);
        Map<VaultName, Decision> decisions = new LinkedHashMap<>();
        for (VaultSource vault : vaults) {
            Decision decision = keep(vault.vault(), decider.decide(vault), ledger);
            decision.last().ifPresent(checkpoint -> continued.put(vault.vault(), checkpoint));
            decisions.put(vault.vault(), decision);
        }
        return new Decisions(decisions, ledger.latestStart());
    }

    /** A run that was found unfinished may be finished by uploaders at the next look: then it is loaded, and none begins. */
    private Decision keep(VaultName vault, Decision decision, Ledger ledger) {
        return Optional.ofNullable(continued.get(vault))
                .filter(before -> decision instanceof Decision.Begin)
                .map(before -> ledger.account(before.key()))
                .filter(Account::isFinished)
                .flatMap(Account::checkpoint)
                .<Decision>map(Decision.Loaded::new)
                .orElse(decision);
    }

    /** Counts the sources that are read from their first row, each once. */
    private void survey(List<VaultSource> vaults, Decisions decisions) {
        surveys.putAll(Surveys.of(vaults.stream()
                .filter(vault -> require(decisions.byVault(), vault.vault()) instanceof Decision.Begin)
                .filter(vault -> !surveys.containsKey(vault.vault()))
                .toList()));
    }

    private static void ensureReadBefore(List<VaultSource> vaults, Decisions decisions) {
        for (VaultSource vault : vaults) {
            require(decisions.byVault(), vault.vault())
                    .last()
                    .filter(checkpoint -> checkpoint.state() == State.EXTRACTED)
                    .ifPresent(end -> vault.source().ensureReadBefore(Start.behind(end)));
        }
    }

    private Map<VaultName, Checkpoint> checkpoints(List<VaultSource> vaults, Decisions decisions) {
        Instant now = clock.instant();
        Instant start = decisions.nextStart(now);
        String newRun = RunIds.next(start, new SecureRandom());
        List<VaultName> plan = decisions.beginning();
        Map<VaultName, Checkpoint> checkpoints = new LinkedHashMap<>();
        for (VaultSource vault : vaults) {
            checkpoints.put(
                    vault.vault(),
                    switch (require(decisions.byVault(), vault.vault())) {
                        case Decision.Begin begin ->
                            begin.run()
                                    .map(run -> first(vault, run.run(), run.plan(), run.startedAt(), now))
                                    .orElseGet(() -> first(vault, newRun, plan, start, now));
                        case Decision.Resume resume -> resume.checkpoint();
                        case Decision.OnlyUploads uploads -> uploads.checkpoint();
                        case Decision.Loaded loaded -> loaded.checkpoint();
                    });
        }
        return checkpoints;
    }

    private Checkpoint first(VaultSource vault, String run, List<VaultName> plan, Instant startedAt, Instant now) {
        Optional<Survey> survey = survey(vault.vault());
        return new Checkpoint(
                run,
                vault.vault(),
                plan,
                State.EXTRACTING,
                vault.source().identity(),
                vault.destination(),
                survey.map(Survey::rows).orElse(null),
                survey.map(Survey::repeats).orElse(null),
                0,
                0,
                0,
                null,
                startedAt,
                now);
    }

    private Optional<Survey> survey(VaultName vault) {
        return surveys.getOrDefault(vault, Optional.empty());
    }

    private static <T> T require(Map<VaultName, T> map, VaultName vault) {
        T found = map.get(vault);
        if (found == null) {
            throw new IllegalStateException("vault " + vault);
        }
        return found;
    }
}
