package com.skyflow.loader.cli.command;

import com.skyflow.loader.common.config.VaultConfig;
import com.skyflow.loader.common.deadletter.DeadLetterFilter;
import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import com.skyflow.loader.common.row.Pair;
import com.skyflow.loader.common.row.RowKey;
import com.skyflow.loader.monitor.errorlog.ErrorLog;
import com.skyflow.loader.uploader.replay.ClosingReport;
import com.skyflow.loader.uploader.replay.ReplayDecision;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Publishes dead letters again. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Publish dead letters again, each exactly once however often this is killed and repeated.",
            "Uploaders send them; where none runs: skyflow-loader upload --until-drained. A row that was replayed",
            "performance.max_replays times is parked instead."
        },
        footer = {
            "",
            "Examples:",
            "  skyflow-loader dead-letters replay --dry-run",
            "  skyflow-loader dead-letters replay --vault name --reason rejected --status 400",
            "  skyflow-loader dead-letters replay --row 100-200 --max 10",
            "  skyflow-loader dead-letters replay --error-log error_log_NAME_20261121_030000.json",
            "",
            "Exit status: 0 all that were meant are published or parked, 2 some cannot be replayed and stay."
        })
final class DeadLettersReplay implements Callable<Integer> {
    @Mixin
    private OperatorFlags flags = new OperatorFlags();

    @Mixin
    private ClosingFlags closing = new ClosingFlags();

    @Option(
            names = {"-error-log", "--error-log"},
            paramLabel = "FILE",
            description = {
                "The rows of this error log, with the values and tokens that stand there, which may have been corrected. It was",
                "written with --error-log-values, and its rows are still open."
            })
    private @Nullable String errorLog;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        DeadLetterFilter wanted = closing.filter();
        Optional<ErrorLog> log =
                Optional.ofNullable(errorLog).map(file -> ErrorLog.read(OperatorFlags.FOLDER.resolve(file)));
        return flags.operate(
                spec,
                place -> log.isPresent()
                        ? replay(place, wanted, log.get())
                        : replay(place, wanted, key -> Optional.empty()));
    }

    private int replay(
            OperatorFlags.Place place,
            Predicate<ConsumerRecord<byte[], byte[]>> wanted,
            Function<RowKey, Optional<Pair>> corrections) {
        return closing.close(place, wanted, (vault, work) -> close(place, vault, corrections, work));
    }

    private int replay(OperatorFlags.Place place, DeadLetterFilter wanted, ErrorLog log) {
        VaultConfig vault = place.config().vault(log.vault());
        if (!place.vaults().contains(vault)) {
            throw new LoaderException(
                    ExitCode.USAGE,
                    "--error-log: %s is of vault %s, which --vault leaves out.".formatted(errorLog, vault.name()));
        }
        if (log.unusable() > 0) {
            say("%,d entries of %s are left out: they have no row, or no value and token as text.", log.unusable());
        }
        return closing.close(
                new OperatorFlags.Place(place.config(), List.of(vault), place.clients()),
                wanted.and(record -> corrected(RowKey.parse(record.key()), log).isPresent()),
                (one, work) -> {
                    ClosingReport report = close(place, one, key -> corrected(Optional.of(key), log), work);
                    long others = log.pairs().size() - report.counts().total();
                    if (others > 0) {
                        say(
                                "%,d rows of %s are left out: they are not open any more, or other flags leave them out.",
                                others);
                    }
                    return report;
                });
    }

    private static Optional<Pair> corrected(Optional<RowKey> key, ErrorLog log) {
        return key.filter(row -> row.run().equals(log.run()))
                .map(row -> log.pairs().get(row.row()));
    }

    private void say(String sentence, long rows) {
        System.err.println(String.format(Locale.ROOT, sentence, rows, errorLog));
    }

    private static ClosingReport close(
            OperatorFlags.Place place,
            VaultConfig vault,
            Function<RowKey, Optional<Pair>> corrections,
            ClosingFlags.Work work) {
        try (ReplayDecision decision = new ReplayDecision(
                place.clients(),
                vault.name(),
                vault.destination(),
                place.config().retry().maxReplays(),
                corrections)) {
            return work.by(decision);
        }
    }
}
