package com.skyflow.loader.cli.command;

import com.skyflow.loader.cli.load.RowsFrom;
import com.skyflow.loader.cli.load.Sources;
import com.skyflow.loader.cli.verify.Verdict;
import com.skyflow.loader.cli.verify.VerdictView;
import com.skyflow.loader.cli.verify.Verification;
import com.skyflow.loader.common.config.Config;
import com.skyflow.loader.common.config.VaultConfig;
import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import com.skyflow.loader.common.ledger.SourceIdentity;
import com.skyflow.loader.extractor.csv.Suffix;
import com.skyflow.loader.extractor.source.Source;
import com.skyflow.loader.monitor.status.RunStatus;
import com.skyflow.loader.monitor.status.StatusReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** Proves that the vaults hold what was loaded. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Prove against the vaults themselves that every row of a finished run arrived.",
            "The source is read again, its different values are compared with the number of records, and some rows, chosen by",
            "chance, with what the vault gives for their tokens. Names rows that differ, never values. Changes nothing."
        },
        footer = {
            "",
            "Examples:",
            "  skyflow-loader verify                                     the latest run of each vault",
            "  skyflow-loader verify --vault name --sample 100000",
            "  skyflow-loader verify --run 20261121T030000-1a2b3c --output json",
            "",
            "Exit status: 0 all agree, 3 one does not or refuses to tell, 4 not finished, 1 it cannot be compared."
        })
@SuppressWarnings("UnusedVariable") // picocli fills the flags of credential and sources; they are read as settings.
final class VerifyCommand implements Callable<Integer> {
    @Mixin
    private OperatorFlags flags = new OperatorFlags();

    @Mixin
    private CredentialFlags credential = new CredentialFlags();

    @Mixin
    private PlaceFlags places = new PlaceFlags();

    @Option(
            names = {"-run", "--run"},
            paramLabel = "RUN",
            description = "The run whose rows are compared (default: the latest of each vault).")
    private @Nullable String run;

    @Option(
            names = {"-sample", "--sample"},
            paramLabel = "N",
            defaultValue = "1000",
            description = "Rows of each vault that are looked up by their tokens, 0 for none (default: 1000).")
    private long sample;

    @Mixin
    private FormatFlag output = new FormatFlag();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        ParseResult parsed = Parsed.of(spec);
        if (sample < 0) {
            throw new LoaderException(ExitCode.USAGE, "--sample: %d (expected: 0 or more)".formatted(sample));
        }
        RowsFrom from = places.rowsFrom();
        return flags.operate(spec, place -> {
            List<RunStatus> runs = runs(place);
            if (place.vaults().stream().allMatch(vault -> meant(vault, runs).isEmpty())) {
                throw run == null
                        ? new LoaderException(
                                ExitCode.USAGE, "No load of these vaults is known here: there is nothing to verify.")
                        : OperatorFlags.unknownRun(run);
            }
            Config settings = SnowflakeSecrets.complete(place.config(), from, parsed, System.getenv());
            try (VaultAccess access = VaultAccess.open(place.config(), parsed, System.getenv())) {
                return show(verify(
                        place,
                        runs,
                        new Verification(
                                place.clients(),
                                place.config(),
                                access.client(),
                                (vault, then) -> source(settings, vault, then),
                                sample)));
            }
        });
    }

    private static List<RunStatus> runs(OperatorFlags.Place place) {
        try (StatusReader ledger = new StatusReader(place.clients(), place.names())) {
            return ledger.read();
        }
    }

    /** The run that is meant for a vault: they come in the order in which they started. */
    private Optional<RunStatus> meant(VaultConfig vault, List<RunStatus> runs) {
        return runs.stream()
                .filter(status -> status.key().vault().equals(vault.name()))
                .filter(status -> run == null
                        ? status.firstAt().isPresent()
                        : status.key().run().equals(run))
                .reduce((earlier, later) -> later);
    }

    private List<Verdict> verify(OperatorFlags.Place place, List<RunStatus> runs, Verification verification) {
        List<Verdict> verdicts = new ArrayList<>();
        for (VaultConfig vault : place.vaults()) {
            meant(vault, runs).ifPresent(status -> {
                List<RunStatus> others = runs.stream()
                        .filter(other -> other.key().vault().equals(vault.name()) && !other.equals(status))
                        .toList();
                verdicts.add(verification.verify(vault, status, others));
            });
        }
        return verdicts;
    }

    private Source source(Config settings, VaultConfig vault, SourceIdentity then) {
        RowsFrom from = places.rowsFrom();
        if (!RowsFrom.of(then.kind()).equals(Optional.of(from))) {
            throw new LoaderException(
                    ExitCode.USAGE,
                    "Vault %1$s was not verified: its rows were read from %2$s. Say so with -source %2$s."
                            .formatted(vault.name(), then.kind()));
        }
        return new Sources(settings, from, OperatorFlags.FOLDER, then.maxRecords(), new Suffix.None()).of(vault);
    }

    private int show(List<Verdict> verdicts) {
        VerdictView view = new VerdictView(verdicts);
        switch (output.format()) {
            case TEXT -> view.lines().forEach(System.out::println);
            case JSON -> System.out.println(view.json());
        }
        verdicts.forEach(verdict -> verdict.problem().ifPresent(System.err::println));
        return ExitCode.weightiest(verdicts.stream().map(Verdict::exitCode).toList())
                .code();
    }
}
