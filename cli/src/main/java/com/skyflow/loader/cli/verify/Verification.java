package com.skyflow.loader.cli.verify;

import com.skyflow.loader.cli.calls.PatientCalls;
import com.skyflow.loader.common.config.Config;
import com.skyflow.loader.common.config.VaultConfig;
import com.skyflow.loader.common.failure.LoaderException;
import com.skyflow.loader.common.kafka.KafkaClients;
import com.skyflow.loader.common.ledger.Checkpoint;
import com.skyflow.loader.common.ledger.SourceIdentity;
import com.skyflow.loader.extractor.source.Source;
import com.skyflow.loader.monitor.status.RunStatus;
import com.skyflow.loader.vault.client.TableClient;
import com.skyflow.loader.vault.client.TokenClient;
import com.skyflow.loader.vault.client.VaultClientSettings;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiFunction;

/**
 * Compares a vault with the source of a run, which is read again from its first row. Memory does not grow with the source: what is kept
 * of a row is a hash, on disk where there are many.
 *
 * <p>The vault should count as many records as the rows that should be there have different values, because an insert updates the record
 * that has the same value; without upsert, at least as many as there are rows.
 *
 * @param sources gives the source for a vault: the kind, and how many rows are read at most, are those of then
 * @param sampled rows that are looked up
 */
public record Verification(
        KafkaClients clients,
        Config config,
        VaultClientSettings client,
        BiFunction<VaultConfig, SourceIdentity, Source> sources,
        long sampled) {
    /**
     * Verifies a vault.
     *
     * @param run the run whose rows it should hold
     * @param others all other runs of the vault, whose rows it may hold too
     */
    public Verdict verify(VaultConfig vault, RunStatus run, List<RunStatus> others) {
        try {
            return Verdict.of(compare(vault, run, others));
        } catch (LoaderException e) {
            return Verdict.failed(vault.name(), e);
        }
    }

    private Evidence compare(VaultConfig vault, RunStatus run, List<RunStatus> others) {
        RunRows rows = RunRows.of(vault, run, sources);
        PatientCalls calls = new PatientCalls(vault.name(), config, "was not verified");
        try (TableClient table = new TableClient(vault.destination(), client, Clock.systemUTC());
                TokenClient tokens = new TokenClient(vault.destination(), client, Clock.systemUTC())) {
            // First, because a vault that is not there answers to tokens as one that does not know them.
            long records = calls.answer(table::count);
            Lookup lookup = new Lookup(tokens, calls);
            return calls.untilToldToEnd(() -> compare(run, rows, ofOthers(rows.checkpoint(), others), records, lookup));
        }
    }

    private Evidence compare(RunStatus run, RunRows rows, long ofOthers, long records, Lookup lookup)
            throws InterruptedException {
        GivenUp givenUp = GivenUp.find(clients, run.key());
        Sample sample = new Sample(rows.checkpoint().position(), sampled, ThreadLocalRandom.current());
        try (Pass pass = new Pass(givenUp, sample, lookup)) {
            rows.read(pass);
            lookup.flush();
            Map<String, List<String>> suspected = lookup.suspectedValues();
            if (!suspected.isEmpty()) {
                rows.read((row, pair) -> Lookup.note(suspected, pair));
                lookup.decide(suspected);
            }
            long purged = run.balance().account().purged();
            long most = pass.distinct() + givenUp.maybeThere() + ofOthers;
            return new Evidence(
                    run.key(),
                    !run.contradicts(),
                    pass.read(),
                    pass.expected(),
                    givenUp.open(),
                    givenUp.parked(),
                    purged,
                    records,
                    (client.upsert() ? pass.distinct() : pass.expected()) - purged,
                    client.upsert() ? most : Long.MAX_VALUE,
                    lookup.findings(pass.passedOver()));
        }
    }

    /** Rows that other runs may have brought to the same place. */
    private static long ofOthers(Checkpoint checkpoint, List<RunStatus> others) {
        return others.stream()
                .map(run -> run.balance().account())
                .filter(account -> account.checkpoint()
                        .map(Checkpoint::destination)
                        .filter(checkpoint.destination()::equals)
                        .isPresent())
                .mapToLong(account -> account.published() + account.replayed())
                .sum();
    }
}
