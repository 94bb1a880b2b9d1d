package com.skyflow.loader.cli.view;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.skyflow.loader.common.ledger.Account;
import com.skyflow.loader.monitor.lag.Bound;
import com.skyflow.loader.monitor.lag.Bound.By;
import com.skyflow.loader.monitor.lag.VaultLag;
import com.skyflow.loader.monitor.status.RunStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where every row of some runs is, and what bounds the loads of their vaults.
 *
 * @param lag how far the uploads of the vaults are behind
 * @param now rates are those of the minute before it
 */
public record StatusView(List<RunStatus> runs, List<VaultLag> lag, Instant now) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public StatusView {
        runs = List.copyOf(runs);
        lag = List.copyOf(lag);
    }

    /** For people. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (RunStatus run : runs) {
            Account account = run.balance().account();
            lines.add("Run %s, vault %s: %s%s"
                    .formatted(run.key().run(), run.key().vault(), state(run), times(run)));
            lines.addAll(AccountLines.equations(account, run.balance().pending(), !run.contradicts()));
            if (account.rejected() + account.deadLetters() + run.open() > 0) {
                lines.add("  dead letters: %s; %s open"
                        .formatted(AccountLines.deadLetters(account), Figures.count(run.open())));
            }
            lines.addAll(AccountLines.calls(account.calls()));
            if (account.recent().rowsPerSecond(now) > 0) {
                lines.add("  in the last minute: %s rows/s, %s calls/s"
                        .formatted(
                                Figures.count(account.recent().rowsPerSecond(now)),
                                Figures.count(account.recent().requestsPerSecond(now))));
            }
        }
        if (runs.isEmpty()) {
            lines.add("No load is known here.");
        }
        lag.stream()
                .filter(vault -> vault.bound().by() != By.NOTHING)
                .forEach(vault -> lines.add(
                        "Vault " + vault.vault() + ": " + vault.bound().advice()));
        return lines;
    }

    /** For programs: an array with an object for each run and vault. */
    public String json() {
        ArrayNode root = JSON.createArrayNode();
        for (RunStatus run : runs) {
            ObjectNode json = root.addObject();
            json.put("run", run.key().run());
            json.put("vault", run.key().vault().text());
            json.put("state", state(run));
            run.firstAt().ifPresent(at -> json.put("first_at", at.toString()));
            run.lastAt().ifPresent(at -> json.put("last_at", at.toString()));
            Account account = run.balance().account();
            json.put("rows_per_second", account.recent().rowsPerSecond(now));
            json.put("calls_per_second", account.recent().requestsPerSecond(now));
            AccountJson.add(json, account, run.balance().pending(), !run.contradicts());
            json.put("parked", account.parked());
            json.put("purged", account.purged());
            json.put("open_dead_letters", run.open());
            bound(run)
                    .ifPresent(bound -> json.put("bound_by", bound.by().text()).put("advice", bound.advice()));
        }
        return root.toPrettyString();
    }

    /** What bounds the load that a run belongs to; empty where the run is finished. */
    private Optional<Bound> bound(RunStatus run) {
        return run.balance().account().isFinished()
                ? Optional.empty()
                : lag.stream()
                        .filter(vault -> vault.vault().equals(run.key().vault()))
                        .map(VaultLag::bound)
                        .findFirst();
    }

    private static String state(RunStatus run) {
        Account account = run.balance().account();
        if (account.isFinished()) {
            return "finished";
        }
        return account.checkpoint()
                .map(checkpoint -> switch (checkpoint.state()) {
                    case EXTRACTING -> "extracting";
                    case EXTRACTED -> "uploading";
                    case ABANDONED -> "given up";
                })
                .orElse("without a checkpoint");
    }

    private static String times(RunStatus run) {
        return run.firstAt().map(at -> ", from " + at).orElse("")
                + run.lastAt().map(at -> " to " + at).orElse("");
    }
}
