package com.skyflow.loader.cli.dashboard;

import com.skyflow.loader.common.ledger.Account;
import com.skyflow.loader.common.ledger.Latency;
import com.skyflow.loader.common.ledger.LedgerKey;
import com.skyflow.loader.common.vault.VaultName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How fast vaults are loaded, and were in the last minutes: differences of the accounts a few seconds apart. Thread-safe. */
final class Rates {
    /** Uploaders commit about once a second: over less, the rates would jump. */
    private static final Duration WINDOW = Duration.ofSeconds(5);

    private static final int KEPT = 600;

    private final List<VaultName> vaults;
    private final Deque<Glance> glances = new ArrayDeque<>();
    private final Map<VaultName, Deque<Point>> points = new HashMap<>();

    private record Glance(Map<LedgerKey, Account> accounts, Instant at) {}

    /**
     * What was done a second at a time.
     *
     * @param p50 half of the calls were answered within it; zero if there was none
     */
    record Point(Instant at, double rows, double calls, double throttles, Duration p50, Duration p95, Duration p99) {}

    Rates(List<VaultName> vaults) {
        this.vaults = vaults;
        vaults.forEach(vault -> points.put(vault, new ArrayDeque<>()));
    }

    /** Takes in the accounts of a time. */
    synchronized void add(Map<LedgerKey, Account> accounts, Instant now) {
        glances.addLast(new Glance(accounts, now));
        while (glances.getFirst().at().plus(WINDOW).isBefore(now)) {
            glances.removeFirst();
        }
        Glance before = glances.getFirst();
        if (before.at().isBefore(now)) {
            vaults.forEach(vault -> add(vault, point(vault, before, glances.getLast())));
        }
    }

    private void add(VaultName vault, Point point) {
        Deque<Point> kept = points.getOrDefault(vault, new ArrayDeque<>());
        kept.addLast(point);
        if (kept.size() > KEPT) {
            kept.removeFirst();
        }
    }

    private static Point point(VaultName vault, Glance before, Glance now) {
        long rows = 0;
        long calls = 0;
        long throttles = 0;
        Latency latency = Latency.NONE;
        for (Map.Entry<LedgerKey, Account> entry : now.accounts().entrySet()) {
            Account account = entry.getValue();
            Account earlier = before.accounts().getOrDefault(entry.getKey(), Account.EMPTY);
            if (entry.getKey().vault().equals(vault) && hasMoved(earlier, account)) {
                rows += finished(account) - finished(earlier);
                calls += account.calls().requests() - earlier.calls().requests();
                throttles += account.calls().throttles() - earlier.calls().throttles();
                latency = latency.plus(
                        account.calls().latency().minus(earlier.calls().latency()));
            }
        }
        double seconds = Duration.between(before.at(), now.at()).toNanos() / 1e9;
        return new Point(
                now.at(),
                rows / seconds,
                calls / seconds,
                throttles / seconds,
                latency.percentile(50),
                latency.percentile(95),
                latency.percentile(99));
    }

    private static boolean hasMoved(Account before, Account now) {
        return finished(now) != finished(before)
                || now.calls().requests() != before.calls().requests();
    }

    private static long finished(Account account) {
        return account.uploaded() + account.deadLetters() + account.discarded();
    }

    /** How it went, of each vault, the oldest first. */
    synchronized Map<VaultName, List<Point>> history() {
        Map<VaultName, List<Point>> copies = new HashMap<>();
        points.forEach((vault, kept) -> copies.put(vault, new ArrayList<>(kept)));
        return copies;
    }
}
