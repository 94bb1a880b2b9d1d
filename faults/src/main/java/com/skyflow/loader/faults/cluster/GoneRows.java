package com.skyflow.loader.faults.cluster;

import com.skyflow.loader.common.ledger.Account;
import com.skyflow.loader.faults.Load;
import com.skyflow.loader.faults.Referee;
import com.skyflow.loader.monitor.status.RunStatus;
import com.skyflow.loader.testing.ChildProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What has to hold when somebody has taken rows out of Kafka that were not uploaded: it is said how many, nothing counts as uploaded
 * that is not in the vault, and the load that is then started anew brings everything there.
 */
final class GoneRows {
    private GoneRows() {}

    /** The ledger's only run. */
    static RunStatus run(Load load) {
        return load.runs().getFirst();
    }

    /** Proves that a process that has ended with status 3 said that rows are gone, and how many, and that {@code status} says so too. */
    static void proveTold(Load load, ChildProcess ended) {
        RunStatus run = run(load);
        long outstanding = run.balance().account().outstanding();
        long pending = run.balance().pending();
        String sentence = String.format(
                Locale.ROOT,
                "The account of vault name does not balance: %,d rows should be pending in its topic, but %,d are. A record was deleted or another program wrote to the topics.",
                outstanding,
                pending);
        load.prove(
                String.format(Locale.ROOT, "it was told that %,d rows are gone", outstanding - pending),
                outstanding > pending && ended.stdout().contains(sentence));
        ChildProcess status = load.start("status");
        load.awaitEnd(status, 3);
        load.prove(
                "nothing was counted as uploaded that was not in the vault",
                run.balance().account().uploaded() <= load.held());
    }

    /** Starts the load anew, and waits for its end. It sends every row again, and those that the vault has already are repeats. */
    static void startAnew(Load load) {
        load.healed();
        load.mayRepeat(load.held());
        ChildProcess fresh = load.start("run", "--fresh");
        load.awaitEnd(fresh, 0);
    }

    /** What is wrong when the load was started anew and is over. */
    static List<String> problems(Load load) {
        List<String> problems = new ArrayList<>(Referee.problemsBesidesLedger(load));
        List<RunStatus> runs = load.runs();
        Account last = runs.getLast().balance().account();
        if (runs.size() != 2 || runs.getLast().contradicts()) {
            problems.add("the ledger does not balance: " + runs);
        }
        if (last.uploaded() != load.source().rows()) {
            problems.add(last.uploaded() + " rows count as uploaded");
        }
        return problems;
    }
}
