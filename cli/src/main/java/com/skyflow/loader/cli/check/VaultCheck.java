package com.skyflow.loader.cli.check;

import com.skyflow.loader.common.config.VaultConfig;
import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import com.skyflow.loader.common.vault.Destination;
import com.skyflow.loader.vault.answer.Answer;
import com.skyflow.loader.vault.client.TableClient;
import com.skyflow.loader.vault.client.Told;
import com.skyflow.loader.vault.client.VaultClientSettings;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;

/** Looks whether a vault answers, and whether its table and column are as inserts need them. Each is asked once. */
public record VaultCheck(VaultConfig vault, VaultClientSettings client, Findings findings) {
    /** Looks, without inserting anything. */
    public void look() {
        try (TableClient table = new TableClient(vault.destination(), client, Clock.systemUTC())) {
            if (findings.look("vault", vault.name(), () -> table(table))) {
                findings.look("column", vault.name(), () -> column(table));
            }
        }
    }

    private String table(TableClient table) {
        Destination place = vault.destination();
        long records = answer(table::count);
        return String.format(
                Locale.ROOT,
                "table %s of vault %s at %s holds %,d records",
                place.table(),
                place.vaultId(),
                place.url(),
                records);
    }

    private String column(TableClient table) {
        String column = vault.destination().column();
        Optional<String> obstacle = answer(table::obstacleToSearch);
        if (obstacle.isEmpty()) {
            return "column " + column + " is there and unique";
        }
        if (client.upsert()) {
            throw new LoaderException(
                    ExitCode.USAGE,
                    "Column %s of table %s is not there or not unique (%s), which inserts with upsert need. Correct the vault's table and column, or make it unique."
                            .formatted(column, vault.destination().table(), obstacle.get()));
        }
        return "column %s is not unique (%s), which \"upsert\": false does not need; whether it is there cannot be told"
                .formatted(column, obstacle.get());
    }

    private static <T> T answer(Question<T> question) {
        try {
            return switch (question.ask()) {
                case Told.Known<T> known -> known.what();
                case Told.Unknown<T> unknown -> throw new LoaderException(ExitCode.USAGE, sentence(unknown.answer()));
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LoaderException(ExitCode.UNFINISHED, "Interrupted while the vault was asked. Start again.", e);
        }
    }

    private static String sentence(Answer answer) {
        return switch (answer) {
            case Answer.NeedsPerson needs -> needs.advice() + ".";
            case Answer.Throttled throttled -> "The vault asks to wait. Start again later.";
            case Answer.Transient failed ->
                "The vault does not answer as it should (%s). Start again when it does.".formatted(failed.problem());
            case Answer.TokenDelayed delayed ->
                "There is no bearer token now (%s). Start again when there is.".formatted(delayed.problem());
            case Answer.Loaded loaded -> throw new IllegalStateException("an insert");
            case Answer.Rejected rejected -> throw new IllegalStateException("an insert");
        };
    }

    @FunctionalInterface
    private interface Question<T> {
        Told<T> ask() throws InterruptedException;
    }
}
