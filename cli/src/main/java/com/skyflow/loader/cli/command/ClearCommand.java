package com.skyflow.loader.cli.command;

import com.skyflow.loader.common.config.Config;
import com.skyflow.loader.common.config.VaultConfig;
import com.skyflow.loader.common.failure.ExitCode;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** Empties test vaults. */
@Command(
        name = "clear",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Delete every record of the vaults' tables, for tests. Says first what that is, and asks for each vault's name.",
            "Kafka and the ledger stay as they are: a load that is unfinished goes on into the empty vault."
        },
        footer = {
            "",
            "Examples:",
            "  skyflow-loader clear --vault name          one vault",
            "  skyflow-loader clear --yes                 all vaults, in a script",
            "",
            "Exit status: 0 all are empty, 3 a vault refuses it, 4 not finished (start again), 1 wrong usage or settings."
        })
@SuppressWarnings("UnusedVariable") // picocli fills the credential's flags; they are read as settings.
final class ClearCommand implements Callable<Integer> {
    @Mixin
    private ConfigFlags config = new ConfigFlags();

    @Mixin
    private CredentialFlags credential = new CredentialFlags();

    @Mixin
    private ClearFlags clear = new ClearFlags();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        ParseResult parsed = Parsed.of(spec);
        Config settings = config.read(parsed, Path.of("").toAbsolutePath());
        settings.notices().forEach(System.err::println);
        List<VaultConfig> vaults = config.vaults(settings);
        clear.ensureAllowed(settings);
        try (VaultAccess access = VaultAccess.open(settings, parsed, System.getenv())) {
            clear.clear(settings, vaults, access.client(), System.out::println);
        }
        return ExitCode.LOADED.code();
    }
}
