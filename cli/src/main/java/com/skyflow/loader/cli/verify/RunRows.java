package com.skyflow.loader.cli.verify;

import com.skyflow.loader.common.config.VaultConfig;
import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import com.skyflow.loader.common.ledger.Account;
import com.skyflow.loader.common.ledger.Checkpoint;
import com.skyflow.loader.common.ledger.Checkpoint.State;
import com.skyflow.loader.common.ledger.SourceIdentity;
import com.skyflow.loader.common.row.Pair;
import com.skyflow.loader.extractor.source.RowReader;
import com.skyflow.loader.extractor.source.Source;
import com.skyflow.loader.extractor.source.SourceRow;
import com.skyflow.loader.extractor.source.Start;
import com.skyflow.loader.monitor.status.RunStatus;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** The rows of a run, which are read again under the numbers that they had then. */
record RunRows(Checkpoint checkpoint, Source source) {
    /** What is done with a row. */
    @FunctionalInterface
    interface Sink {
        void take(long row, Pair pair);
    }

    /**
     * Finds them.
     *
     * @param sources gives the source for a vault: the kind, and how many rows are read at most, are those of then
     * @throws LoaderException if the run is not one whose rows are all in the vault, or they cannot be read again
     */
    static RunRows of(VaultConfig vault, RunStatus run, BiFunction<VaultConfig, SourceIdentity, Source> sources) {
        Checkpoint checkpoint = run.balance()
                .account()
                .checkpoint()
                .orElseThrow(() ->
                        unverified(vault, ExitCode.STOPPED, "run " + run.key().run() + " has no checkpoint any more"));
        ensureFinished(vault, run.balance().account(), checkpoint);
        ensureComparable(vault, checkpoint);
        Source source = sources.apply(vault, checkpoint.source());
        SourceIdentity now = readable(checkpoint, source::identity);
        if (!Objects.equals(now.fingerprint(), checkpoint.source().fingerprint())) {
            throw unverified(
                    vault,
                    ExitCode.USAGE,
                    "run %s read %s, which has changed since or is not what is set now. Put it back, or verify the run that read what is there"
                            .formatted(checkpoint.run(), checkpoint.source().names()));
        }
        return new RunRows(checkpoint, source);
    }

    private static void ensureFinished(VaultConfig vault, Account account, Checkpoint checkpoint) {
        if (checkpoint.state() == State.ABANDONED) {
            throw unverified(vault, ExitCode.USAGE, "run %s was given up".formatted(checkpoint.run()));
        }
        if (!account.isFinished()) {
            throw unverified(
                    vault,
                    ExitCode.UNFINISHED,
                    String.format(
                            Locale.ROOT,
                            "run %s is not finished (%,d rows are still to be uploaded%s). Verify it when it is",
                            checkpoint.run(),
                            account.outstanding(),
                            checkpoint.state() == State.EXTRACTING ? ", and others to be read" : ""));
        }
    }

    private static void ensureComparable(VaultConfig vault, Checkpoint checkpoint) {
        if (!checkpoint.destination().equals(vault.destination())) {
            throw unverified(
                    vault,
                    ExitCode.USAGE,
                    "run %s went to %s, but now %s is set"
                            .formatted(checkpoint.run(), checkpoint.destination(), vault.destination()));
        }
        if (checkpoint.source().appendSuffix()) {
            throw unverified(
                    vault,
                    ExitCode.USAGE,
                    "run %s was loaded with -append-suffix, and nobody keeps these suffixes"
                            .formatted(checkpoint.run()));
        }
        if (checkpoint.source().fingerprint() == null) {
            throw unverified(
                    vault,
                    ExitCode.USAGE,
                    "run %s was read from standard input, which cannot be read again".formatted(checkpoint.run()));
        }
    }

    /** Hands over every row. */
    void read(Sink sink) throws InterruptedException {
        Start first = new Start(checkpoint.run(), 0, checkpoint.cursor(), checkpoint.total());
        try (RowReader reader = readable(checkpoint, () -> source.open(first))) {
            while (readable(checkpoint, reader::next)) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                SourceRow row = reader.row();
                sink.take(row.number(), pair(row));
            }
        }
    }

    /** Also an invalid row can be in the vault: where it was replayed. */
    private static Pair pair(SourceRow row) {
        return switch (row) {
            case SourceRow.Valid valid -> valid.pair();
            case SourceRow.Invalid invalid ->
                new Pair(
                        new String(invalid.value(), StandardCharsets.UTF_8),
                        new String(invalid.token(), StandardCharsets.UTF_8));
        };
    }

    private static LoaderException unverified(VaultConfig vault, ExitCode exitCode, String reason) {
        return new LoaderException(exitCode, "Vault %s was not verified: %s.".formatted(vault.name(), reason));
    }

    private static <T> T readable(Checkpoint checkpoint, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (LoaderException e) {
            throw new LoaderException(
                    e.exitCode(),
                    "Vault %s was not verified, because the rows of run %s cannot be read again. %s"
                            .formatted(checkpoint.vault(), checkpoint.run(), e.sentence()),
                    e);
        }
    }
}
