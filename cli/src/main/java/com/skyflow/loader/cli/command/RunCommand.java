package com.skyflow.loader.cli.command;

import com.skyflow.loader.cli.load.RowsFrom;
import com.skyflow.loader.common.config.Config;
import com.skyflow.loader.common.config.VaultConfig;
import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import com.skyflow.loader.common.ledger.Ledger;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** Extracts and uploads in one process. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Load the vaults: extract and upload in one process. Started again, an unfinished run is continued.",
        footer = {
            "",
            "Examples:",
            "  skyflow-loader run                             as config.json says",
            "  skyflow-loader -vault name -max-records 0      all rows of one vault",
            "  skyflow-loader -data-dir export -batch-size 100 -concurrency 8",
            "  skyflow-loader -source snowflake -dry-run      what Snowflake would be asked",
            "  skyflow-loader run --fresh                     give up an unfinished run, start anew",
            "",
            "Exit status: 0 loaded, 2 finished with dead letters, 3 a vault needs a person,",
            "4 not finished (start again), 1 wrong usage or settings."
        })
@SuppressWarnings("UnusedVariable") // picocli fills the upload flags; they are read as settings.
final class RunCommand implements Callable<Integer> {
    @Mixin
    private LoadFlags flags = new LoadFlags();

    @Mixin
    private SourceFlags source = new SourceFlags();

    @Mixin
    private UploadFlags upload = new UploadFlags();

    @Option(
            names = {"-generate", "--generate"},
            paramLabel = "N",
            description = "Write N mock records for each vault to the data folder, and end.")
    private @Nullable String generate;

    @Option(
            names = {"-clear", "--clear"},
            description = "Empty the vaults first, for tests: only where no run is unfinished.")
    private boolean clear;

    @Mixin
    private ClearFlags clearing = new ClearFlags();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        ParseResult parsed = Parsed.of(spec);
        if (generate != null) {
            return GenerateCommand.generate(List.of(generate), Path.of(parsed.matchedOptionValue("-data-dir", "data")));
        }
        RowsFrom rowsFrom = source.rowsFrom();
        Config settings = SnowflakeSecrets.complete(flags.read(parsed), rowsFrom, parsed, System.getenv());
        if (source.isDryRun()) {
            return DryRun.print(flags.plan(settings, rowsFrom, source.suffix(), source.unfinished()));
        }
        if (clear) {
            clearing.ensureAllowed(settings);
        }
        try (VaultAccess access = VaultAccess.open(settings, parsed, System.getenv())) {
            return flags.load(
                    settings,
                    rowsFrom,
                    source.suffix(),
                    source.unfinished(),
                    load -> clear
                            ? load.run(access.client(), (ledger, vaults) -> clear(settings, ledger, vaults, access))
                            : load.run(access.client()));
        }
    }

    /** Also where the run is to be given up: killed before the new one has begun, it would go on without what it has uploaded. */
    private void clear(Config settings, Ledger ledger, List<VaultConfig> vaults, VaultAccess access) {
        for (VaultConfig vault : vaults) {
            ledger.unfinishedRunOf(vault.name()).ifPresent(run -> {
                throw new LoaderException(
                        ExitCode.USAGE,
                        "-clear: run %s of vault %s is unfinished, and what it has uploaded would be lost. Leave -clear out to continue it, or empty the vault with skyflow-loader clear and start anew with --fresh."
                                .formatted(run.run(), vault.name()));
            });
        }
        clearing.clear(settings, vaults, access.client(), System.err::println);
    }
}
