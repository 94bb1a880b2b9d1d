package com.skyflow.loader.cli.command;

import com.skyflow.loader.cli.command.OperatorFlags.Place;
import com.skyflow.loader.cli.view.ClosingLines;
import com.skyflow.loader.common.config.VaultConfig;
import com.skyflow.loader.common.deadletter.DeadLetterFilter;
import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.uploader.replay.Closing;
import com.skyflow.loader.uploader.replay.ClosingReport;
import com.skyflow.loader.uploader.replay.Decision;
import java.time.Clock;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the commands that close dead letters have in common. */
final class ClosingFlags {
    @Mixin
    private FilterFlags filter = new FilterFlags();

    @Option(
            names = {"-max", "--max"},
            paramLabel = "N",
            description = "Close so many at most (default: all).")
    private long max = Long.MAX_VALUE;

    @Option(
            names = {"-dry-run", "--dry-run"},
            description = "Say what would be done, count it by reason, status and hour, and change nothing.")
    private boolean dryRun;

    boolean isDryRun() {
        return dryRun;
    }

    DeadLetterFilter filter() {
        return filter.filter();
    }

    /** Says what becomes of the dead letters of a vault. */
    @FunctionalInterface
    interface Deciding {
        ClosingReport close(VaultConfig vault, Work work);
    }

    /** Closes the dead letters of a vault as was decided, or only says so. */
    @FunctionalInterface
    interface Work {
        ClosingReport by(Decision decision);
    }

    /** Does it for one vault after the other; 2 if any stays open that was meant. */
    int close(Place place, Predicate<ConsumerRecord<byte[], byte[]>> wanted, Deciding deciding) {
        long budget = max;
        boolean left = false;
        for (VaultConfig vault : place.vaults()) {
            long most = budget;
            ClosingReport report = deciding.close(
                    vault, decision -> work(new Closing(place.clients(), vault.name(), decision, wanted, most)));
            ClosingLines lines = new ClosingLines(vault.name(), report);
            List<String> told = dryRun ? lines.rehearsed() : lines.done();
            told.forEach(System.out::println);
            budget -= report.closed();
            left |= report.left() > 0;
        }
        return (left ? ExitCode.DEAD_LETTERS : ExitCode.LOADED).code();
    }

    private ClosingReport work(Closing closing) {
        return dryRun ? closing.rehearse() : closing.carryOut(Clock.systemUTC(), progress -> {});
    }
}
