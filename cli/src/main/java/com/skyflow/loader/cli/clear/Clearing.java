package com.skyflow.loader.cli.clear;

import com.skyflow.loader.cli.calls.PatientCalls;
import com.skyflow.loader.common.config.Config;
import com.skyflow.loader.common.config.VaultConfig;
import com.skyflow.loader.uploader.health.StoppedException;
import com.skyflow.loader.vault.answer.Answer;
import com.skyflow.loader.vault.client.TableClient;
import com.skyflow.loader.vault.client.VaultClientSettings;
import java.time.Clock;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * The emptying of one vault's table. One thread uses it.
 *
 * <p>A deletion is believed only when the vault counts no records any more: its answer may be lost, and it may take its time.
 */
public final class Clearing implements AutoCloseable {
    private final VaultConfig vault;
    private final TableClient table;
    private final PatientCalls calls;

    public Clearing(VaultConfig vault, Config config, VaultClientSettings client) {
        this.vault = vault;
        this.table = new TableClient(vault.destination(), client, Clock.systemUTC());
        this.calls = new PatientCalls(vault.name(), config, "was not emptied");
    }

    public VaultConfig vault() {
        return vault;
    }

    /**
     * How many records the table holds.
     *
     * @throws com.skyflow.loader.common.failure.LoaderException if the vault does not tell
     */
    public long count() {
        return calls.answer(table::count);
    }

    /**
     * Deletes all records.
     *
     * @param left is told how many are left, whenever that was counted
     * @throws com.skyflow.loader.common.failure.LoaderException if the vault refuses it, or takes nothing for too long
     */
    public void empty(LongConsumer left) {
        long ignored = calls.untilToldToEnd(() -> {
            long before = calls.ask(table::count);
            while (before > 0) {
                before = delete(before);
                left.accept(before);
            }
            return before;
        });
    }

    /** Deletes once, and counts what is left. */
    private long delete(long before) throws InterruptedException, StoppedException {
        long startedAt = calls.begin();
        Optional<Answer> problem = table.deleteAll();
        if (problem.isPresent()) {
            calls.failed(problem.get(), startedAt);
        }
        long left = calls.ask(table::count);
        if (left < before) {
            calls.succeeded();
        } else if (problem.isEmpty()) {
            calls.failed("it holds as many records after a deletion as before", startedAt);
        }
        return left;
    }

    @Override
    public void close() {
        table.close();
    }
}
