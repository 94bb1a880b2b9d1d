package com.skyflow.loader.faults;

import com.skyflow.loader.common.ledger.Account;
import com.skyflow.loader.common.row.Pair;
import com.skyflow.loader.monitor.status.RunStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Judges a load that is over, by the identity of each row. */
public final class Referee {
    /** The share of the rows that has to move before and after a fault, in percent; fewer show nothing. */
    private static final int LEAST_SHARE = 5;

    private final Load load;
    private final List<String> problems = new ArrayList<>();

    private Referee(Load load) {
        this.load = load;
    }

    /**
     * What must not be and is; empty if everything holds.
     *
     * @return one sentence a problem
     */
    static List<String> problems(Load load) {
        Referee referee = new Referee(load);
        load.watcher().sample();
        referee.rowsAndOffsets();
        referee.ledger();
        return List.copyOf(referee.problems);
    }

    /**
     * The same without the ledger, which is another where a load was started anew; the offsets as far as they were looked at.
     *
     * @return one sentence a problem
     */
    public static List<String> problemsBesidesLedger(Load load) {
        Referee referee = new Referee(load);
        referee.rowsAndOffsets();
        return List.copyOf(referee.problems);
    }

    private void rowsAndOffsets() {
        rows();
        movement();
        problems.addAll(load.watcher().problems());
    }

    /** Each row is in the vault or an open dead letter, nothing is both, and nothing else is there. */
    private void rows() {
        Map<Integer, Optional<Pair>> open = load.watcher().openDeadLetters();
        long held = 0;
        long neither = 0;
        long both = 0;
        for (int row = 1; row <= load.source().rows(); row++) {
            boolean loaded = load.holds(row);
            boolean dead = Optional.of(load.source().row(row)).equals(open.getOrDefault(row, Optional.empty()));
            held += loaded ? 1 : 0;
            neither += loaded || dead ? 0 : 1;
            both += loaded && dead ? 1 : 0;
        }
        expect("rows that are neither in the vault nor dead letters", neither, 0);
        expect("rows that are in the vault and dead letters", both, 0);
        expect("records of the vault that are no row", load.held() - held, 0);
        expect("changed tokens", load.tokenChanges(), 0);
        expect("rows that were published", load.published(), load.source().rows());
        Set<Integer> expected = load.expectedDeadLetters();
        if (!expected.equals(open.keySet())) {
            problems.add("%d rows are dead letters, expected were %d others or as many, of which %d are"
                    .formatted(
                            open.size(),
                            expected.size(),
                            expected.stream().filter(open::containsKey).count()));
        }
        if (load.repeats() > load.allowedRepeats()) {
            problems.add("%d repeats (at most: %d)".formatted(load.repeats(), load.allowedRepeats()));
        }
    }

    private void ledger() {
        List<RunStatus> runs = load.runs();
        expect("runs", runs.size(), 1);
        for (RunStatus run : runs) {
            Account account = run.balance().account();
            if (run.contradicts() || !run.balance().settled()) {
                problems.add("the ledger does not balance: " + run);
            }
            expect("pending rows", run.balance().pending(), 0);
            expect("rows that were read", account.read(), load.source().rows());
            expect("uploaded rows of the ledger", account.uploaded(), load.held());
            expect(
                    "dead letters of the ledger",
                    account.deadLetters(),
                    load.expectedDeadLetters().size());
        }
    }

    private void movement() {
        Long before = load.heldAtFault();
        Long healed = load.heldWhenHealed();
        if (before == null || healed == null) {
            problems.add("there was no fault");
            return;
        }
        int rows = load.source().rows();
        if (!isShare(before, rows) || !isShare(load.held() - healed, rows)) {
            problems.add("%d rows moved before the fault and %d after it (at least: %d %% of %d each)"
                    .formatted(before, load.held() - healed, LEAST_SHARE, rows));
        }
        if (load.watcher().samples() < 2 + load.samplesAtFaults()) {
            problems.add(load.watcher().samples() + " looks at the committed offsets are too few");
        }
    }

    /** Whether rows are so many of all that something is shown by them. */
    static boolean isShare(long part, int rows) {
        return part * 100 >= (long) rows * LEAST_SHARE;
    }

    private void expect(String what, long found, long expected) {
        if (found != expected) {
            problems.add("%s: %d (expected: %d)".formatted(what, found, expected));
        }
    }
}
