package com.skyflow.loader.cli.view;

import com.skyflow.loader.common.ledger.Account;
import com.skyflow.loader.common.ledger.Calls;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The account of a run and vault, for people. */
public final class AccountLines {
    private AccountLines() {}

    /** Where every row is: the two equations that a balanced account fulfils. */
    public static List<String> equations(Account account, long pending, boolean balances) {
        return List.of(
                text(
                        "  read %,d = published %,d + rejected %,d",
                        account.read(), account.published(), account.rejected()),
                text(
                        "  published %,d + replayed %,d = uploaded %,d + dead letters %,d + discarded %,d + pending %,d%s",
                        account.published(),
                        account.replayed(),
                        account.uploaded(),
                        account.deadLetters(),
                        account.discarded(),
                        pending,
                        balances ? "" : "   DOES NOT BALANCE"));
    }

    /** What the calls came to; nothing where no batch was finished. */
    public static List<String> calls(Calls calls) {
        return calls.batches() == 0 ? List.of() : List.of(batches(calls), requests(calls));
    }

    private static String batches(Calls calls) {
        return text(
                "  batches: %,d, %s succeeded: %,d at once, %,d after retries; %,d with failed rows",
                calls.batches(),
                percent(calls.atOnce() + calls.retried(), calls.batches()),
                calls.atOnce(),
                calls.retried(),
                calls.failed());
    }

    private static String requests(Calls calls) {
        return text(
                "  calls: %,d, of these %,d repeated, %,d throttled; latency p50 %,d p95 %,d p99 %,d ms",
                calls.requests(),
                calls.retries(),
                calls.throttles(),
                calls.latency().percentile(50).toMillis(),
                calls.latency().percentile(95).toMillis(),
                calls.latency().percentile(99).toMillis());
    }

    /** The reasons, and what was done since. */
    public static String deadLetters(Account account) {
        List<String> reasons = new ArrayList<>();
        if (account.rejected() > 0) {
            reasons.add(text("invalid-row %,d", account.rejected()));
        }
        account.deadLettered().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(reason -> reasons.add(text("%s %,d", reason.getKey(), reason.getValue())));
        add(reasons, "replayed", account.replayed());
        add(reasons, "parked", account.parked());
        add(reasons, "purged", account.purged());
        return String.join(", ", reasons);
    }

    private static void add(List<String> parts, String what, long rows) {
        if (rows > 0) {
            parts.add(text("since then %s %,d", what, rows));
        }
    }

    private static String percent(long part, long whole) {
        return text(part == whole ? "%.0f %%" : "%.3f %%", Math.floor(1e5 * part / whole) / 1e3);
    }

    private static String text(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
