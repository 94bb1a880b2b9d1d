package com.skyflow.loader.cli.load;

import com.skyflow.loader.cli.view.AccountLines;
import com.skyflow.loader.common.ledger.Account;
import com.skyflow.loader.common.ledger.Checkpoint;
import com.skyflow.loader.uploader.UploaderStatus;
import com.skyflow.loader.uploader.send.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What a load came to, for people. */
public final class Summary {
    private final LoadResult result;

    public Summary(LoadResult result) {
        this.result = result;
    }

    /** The lines. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        result.vaults().forEach(vault -> add(lines, vault));
        long uploaded = result.vaults().stream()
                .mapToLong(vault -> vault.account().uploaded())
                .sum();
        lines.add(text(
                "%,d rows uploaded, %,d dead letters, in %s.", uploaded, deadLetters(), seconds(result.elapsed())));
        lines.add(
                switch (result.exitCode()) {
                    case LOADED ->
                        pending() == 0
                                ? "Everything is loaded."
                                : "Everything is published. Uploaders take it from here.";
                    case DEAD_LETTERS -> "Finished, with dead letters: see the error logs.";
                    case UNFINISHED -> "Not finished. Start again to continue; nothing is lost.";
                    case STOPPED ->
                        "Stopped: see above what has to be mended. Start again to continue; nothing is lost.";
                    case USAGE -> "Refused: see above.";
                });
        return lines;
    }

    /** Rows that are left to uploaders that run elsewhere, or later. */
    private long pending() {
        return result.vaults().stream().mapToLong(VaultResult::pending).sum();
    }

    private long deadLetters() {
        return result.vaults().stream().mapToLong(VaultResult::deadLetters).sum();
    }

    private void add(List<String> lines, VaultResult vault) {
        Account account = vault.account();
        lines.add("Vault %s%s"
                .formatted(
                        vault.vault(),
                        vault.checkpoint().map(run -> ", run " + run.run()).orElse(": nothing to load")));
        lines.addAll(AccountLines.equations(account, vault.pending(), vault.balances()));
        vault.checkpoint().ifPresent(run -> lines.add(records(run, account)));
        lines.addAll(AccountLines.calls(account.calls()));
        vault.status().map(Summary::times).filter(times -> !times.isEmpty()).ifPresent(lines::add);
        vault.checkpoint()
                .map(Checkpoint::repeats)
                .filter(repeats -> repeats.rows() > 0)
                .ifPresent(repeats -> lines.add(text(
                        "  %s%,d rows repeat the value of an earlier row",
                        repeats.exact() ? "" : "about ", repeats.rows())));
        if (account.deadLetters() + account.rejected() > 0) {
            lines.add("  dead letters: " + AccountLines.deadLetters(account)
                    + vault.errorLog()
                            .map(file -> "; see " + file.getFileName())
                            .orElse(""));
        }
        vault.problems().forEach(problem -> lines.add("  " + problem));
    }

    private String records(Checkpoint run, Account account) {
        double seconds = Math.max(0.001, result.elapsed().toNanos() / 1e9);
        return text(
                "  %,d of %,d records uploaded (%s), %,.0f records/s over this start",
                account.uploaded(),
                run.position(),
                percent(account.uploaded(), run.position()),
                account.uploaded() / seconds);
    }

    private static String times(UploaderStatus status) {
        Map<Phase, Duration> times = status.meter().times();
        long all = times.values().stream().mapToLong(Duration::toNanos).sum();
        return all == 0
                ? ""
                : times.entrySet().stream()
                        .filter(time -> time.getValue().toMillis() > 0)
                        .sorted(Map.Entry.comparingByKey())
                        .map(time ->
                                time.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' ') + " "
                                        + seconds(time.getValue()) + " ("
                                        + percent(time.getValue().toNanos(), all) + ")")
                        .collect(Collectors.joining(", ", "  time of all batches: ", ""));
    }

    private static String seconds(Duration time) {
        return text("%.1f s", time.toNanos() / 1e9);
    }

    private static String percent(long part, long whole) {
        return whole == 0 ? "-" : text(part == whole ? "%.0f %%" : "%.3f %%", Math.floor(1e5 * part / whole) / 1e3);
    }

    private static String text(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
