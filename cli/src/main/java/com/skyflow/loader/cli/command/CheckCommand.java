package com.skyflow.loader.cli.command;

import com.skyflow.loader.cli.check.Finding;
import com.skyflow.loader.cli.check.FindingView;
import com.skyflow.loader.cli.check.Findings;
import com.skyflow.loader.cli.check.KafkaCheck;
import com.skyflow.loader.cli.check.SourceCheck;
import com.skyflow.loader.cli.check.VaultCheck;
import com.skyflow.loader.cli.load.LoadPlan;
import com.skyflow.loader.cli.load.RowsFrom;
import com.skyflow.loader.common.config.Config;
import com.skyflow.loader.common.config.VaultConfig;
import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import com.skyflow.loader.extractor.csv.Suffix;
import com.skyflow.loader.extractor.run.Decider.Unfinished;
import com.skyflow.loader.monitor.errorlog.Values;
import com.skyflow.loader.vault.credential.Credential;
import com.skyflow.loader.vault.credential.FixedCredential;
import com.skyflow.loader.vault.credential.ServiceAccount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** Looks before a long load whether it can begin. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Look, before a long load, whether it can begin. Changes nothing.",
            "Settings, Kafka with its topics and rights, the credential, each vault's table and column, and each source, which",
            "is read once and counted."
        },
        footer = {
            "",
            "Examples:",
            "  skyflow-loader check                              all that config.json says",
            "  skyflow-loader check --vault name -max-records 0 --output json",
            "",
            "Exit status: 0 a load can begin, 1 something fails."
        })
@SuppressWarnings("UnusedVariable") // picocli fills the credential's flags; they are read as settings.
final class CheckCommand implements Callable<Integer> {
    @Mixin
    private ConfigFlags config = new ConfigFlags();

    @Mixin
    private CredentialFlags credential = new CredentialFlags();

    @Mixin
    private RowsFlags rows = new RowsFlags();

    @Mixin
    private FormatFlag output = new FormatFlag();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        RowsFrom from = rows.rowsFrom();
        Findings findings = new Findings(finding -> {
            if (output.format() == OutputFlags.Format.TEXT) {
                System.out.println(FindingView.line(finding));
            }
        });
        List<LoadPlan> plans = new ArrayList<>();
        if (findings.look("settings", () -> {
            plans.add(plan(from));
            return "config.json and flags are sound";
        })) {
            check(plans.getFirst(), findings);
        }
        if (output.format() == OutputFlags.Format.JSON) {
            System.out.println(FindingView.json(findings.all()));
        }
        boolean passed = findings.all().stream().allMatch(Finding::passed);
        return (passed ? ExitCode.LOADED : ExitCode.USAGE).code();
    }

    private LoadPlan plan(RowsFrom from) {
        ParseResult parsed = Parsed.of(spec);
        Config settings =
                SnowflakeSecrets.complete(config.read(parsed, OperatorFlags.FOLDER), from, parsed, System.getenv());
        settings.notices().forEach(System.err::println);
        return new LoadPlan(
                settings,
                config.vaults(settings),
                from,
                OperatorFlags.FOLDER,
                new Suffix.None(),
                Unfinished.CONTINUE,
                Values.MASKED);
    }

    private void check(LoadPlan plan, Findings findings) {
        new KafkaCheck(plan, OperatorFlags.FOLDER, findings).look();
        List<VaultAccess> opened = new ArrayList<>();
        boolean found = findings.look("credential", () -> {
            VaultAccess access = VaultAccess.open(plan.config(), Parsed.of(spec), System.getenv());
            opened.add(access);
            return words(access.credential());
        });
        try {
            for (VaultConfig vault : plan.vaults()) {
                if (found) {
                    new VaultCheck(vault, opened.getFirst().client(), findings).look();
                }
                new SourceCheck(plan, vault, findings).look();
            }
        } finally {
            opened.forEach(VaultAccess::close);
        }
    }

    private static String words(Credential credential) {
        return switch (credential) {
            case FixedCredential fixed ->
                fixed.expiry()
                        .map(CheckCommand::expiring)
                        .orElse("an API key, or a token that does not say when it expires");
            case ServiceAccount account -> "a service account, whose tokens are renewed";
        };
    }

    private static String expiring(Instant at) {
        if (at.isBefore(Instant.now())) {
            throw new LoaderException(ExitCode.USAGE, "The bearer token expired at %s. Get a new one.".formatted(at));
        }
        return "a bearer token that expires at %s; a load that lasts longer needs --credentials".formatted(at);
    }
}
