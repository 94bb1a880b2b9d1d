package com.skyflow.loader.extractor;

import com.skyflow.loader.common.kafka.KafkaClients;
import com.skyflow.loader.common.kafka.TransactionalWriter;
import com.skyflow.loader.common.ledger.Checkpoint;
import com.skyflow.loader.common.ledger.Checkpoint.State;
import com.skyflow.loader.common.ledger.Ledger;
import com.skyflow.loader.common.ledger.LedgerLog;
import com.skyflow.loader.common.topic.Topics;
import com.skyflow.loader.common.vault.VaultName;
import com.skyflow.loader.extractor.publish.Publisher;
import com.skyflow.loader.extractor.run.Decider;
import com.skyflow.loader.extractor.run.Decider.Unfinished;
import com.skyflow.loader.extractor.run.Decision;
import com.skyflow.loader.extractor.run.RunIds;
import com.skyflow.loader.extractor.source.Survey;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Prepares the extraction of some vaults. Nothing is published before every source has been counted and found sound.
 *
 * <p>The order is what makes two extractors that start in the same second safe: each first fences the other, and only then reads
 * which run there is, so that the later one sees whatever the earlier one could still publish.
 */
public final class Extractor {
    private final KafkaClients clients;
    private final ExtractorSettings settings;
    private final Clock clock;
    private final Map<VaultName, Optional<Survey>> surveys = new LinkedHashMap<>();

    public Extractor(KafkaClients clients, ExtractorSettings settings, Clock clock) {
        this.clients = clients;
        this.settings = settings;
        this.clock = clock;
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
     * @throws com.skyflow.loader.common.failure.LoaderException if a source is malformed or differs from that of an unfinished run;
     *     nothing was published
     */
    public List<Extraction> prepare(List<VaultSource> vaults, Unfinished unfinished) {
        // Before anybody is fenced: a mistake in these files must not stop an extractor that is at work.
        survey(vaults, decide(vaults, unfinished));
        Map<VaultName, Publisher> publishers = new LinkedHashMap<>();
        try {
            vaults.forEach(vault -> publishers.put(vault.vault(), publisher(vault.vault())));
            Map<VaultName, Decision> decisions = decide(vaults, unfinished);
            survey(vaults, decisions);
            return begin(vaults, decisions, publishers);
        } catch (RuntimeException e) {
            publishers.values().forEach(Publisher::close);
            throw e;
        }
    }

    private Map<VaultName, Decision> decide(List<VaultSource> vaults, Unfinished unfinished) {
        try (LedgerLog log = new LedgerLog(clients)) {
            Ledger ledger = log.read();
            Decider decider = new Decider(ledger, unfinished);
            Map<VaultName, Decision> decisions = new LinkedHashMap<>();
            vaults.forEach(vault -> decisions.put(vault.vault(), decider.decide(vault)));
            return decisions;
        }
    }

    /** Counts the sources that are read from their first row, each once. */
    private void survey(List<VaultSource> vaults, Map<VaultName, Decision> decisions) {
        for (VaultSource vault : vaults) {
            if (require(decisions, vault.vault()) instanceof Decision.Begin) {
                surveys.computeIfAbsent(vault.vault(), any -> vault.source().survey());
            }
        }
    }

    private Publisher publisher(VaultName vault) {
        Topics topics = clients.settings().topics();
        TransactionalWriter writer = new TransactionalWriter(clients, topics.extractorTransactionalId(vault));
        return new Publisher(writer, topics, settings, clock);
    }

    private List<Extraction> begin(
            List<VaultSource> vaults, Map<VaultName, Decision> decisions, Map<VaultName, Publisher> publishers) {
        Instant now = clock.instant();
        String newRun = RunIds.next(now, new SecureRandom());
        List<VaultName> plan = vaults.stream()
                .map(VaultSource::vault)
                .filter(vault -> decisions.get(vault) instanceof Decision.Begin begin
                        && begin.run().isEmpty())
                .toList();
        List<Extraction> extractions = new ArrayList<>();
        for (VaultSource vault : vaults) {
            Publisher publisher = require(publishers, vault.vault());
            Checkpoint checkpoint = switch (require(decisions, vault.vault())) {
                case Decision.Begin begin -> {
                    Checkpoint first = first(vault, begin, newRun, plan, now);
                    List<Checkpoint> both =
                            new ArrayList<>(begin.abandoned().stream().toList());
                    both.add(first);
                    publisher.publish(both);
                    yield first;
                }
                case Decision.Resume resume -> resume.checkpoint();
                case Decision.OnlyUploads uploads -> uploads.checkpoint();
                case Decision.Loaded loaded -> loaded.checkpoint();
            };
            long left = survey(vault.vault()).map(Survey::left).orElse(0L);
            extractions.add(new Extraction(vault, publisher, checkpoint, left));
        }
        return extractions;
    }

    private Checkpoint first(
            VaultSource vault, Decision.Begin begin, String newRun, List<VaultName> newPlan, Instant now) {
        Optional<Survey> survey = survey(vault.vault());
        return new Checkpoint(
                begin.run().map(Checkpoint::run).orElse(newRun),
                vault.vault(),
                begin.run().map(Checkpoint::plan).orElse(newPlan),
                State.EXTRACTING,
                vault.source().identity(),
                vault.destination(),
                survey.map(Survey::rows).orElse(null),
                survey.map(Survey::repeats).orElse(null),
                0,
                0,
                0,
                null,
                begin.run().map(Checkpoint::startedAt).orElse(now),
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
