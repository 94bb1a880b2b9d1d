package com.skyflow.loader.cli.command;

import com.skyflow.loader.cli.load.Load;
import com.skyflow.loader.cli.load.RowsFrom;
import com.skyflow.loader.common.config.Config;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** Publishes the rows of the sources. */
@Command(
        name = "extract",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Read the sources and publish their rows to Kafka; uploaders take them from there.",
        footer = {
            "",
            "Examples:",
            "  skyflow-loader extract -max-records 0 --bootstrap-servers kafka:9092",
            "  zcat pairs.csv.gz | skyflow-loader extract --vault name     (with \"file\": \"-\" in the vault's settings)"
        })
final class ExtractCommand implements Callable<Integer> {
    @Mixin
    private LoadFlags flags = new LoadFlags();

    @Mixin
    private SourceFlags source = new SourceFlags();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        ParseResult parsed = Parsed.of(spec);
        RowsFrom rowsFrom = source.rowsFrom();
        Config settings = SnowflakeSecrets.complete(flags.read(parsed), rowsFrom, parsed, System.getenv());
        if (source.isDryRun()) {
            return DryRun.print(flags.plan(settings, rowsFrom, source.suffix(), source.unfinished()));
        }
        return flags.load(settings, rowsFrom, source.suffix(), source.unfinished(), Load::extract);
    }
}
