package com.skyflow.loader.cli.command;

import com.skyflow.loader.cli.load.RowsFrom;
import com.skyflow.loader.common.config.Config;
import com.skyflow.loader.extractor.csv.Suffix;
import com.skyflow.loader.extractor.run.Decider.Unfinished;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** Uploads rows from Kafka to the vaults. */
@Command(
        name = "upload",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Upload the rows that extractors published. Any number of uploaders share the work.",
        footer = {
            "",
            "Examples:",
            "  skyflow-loader upload --bootstrap-servers kafka:9092     until it is told to end (SIGTERM)",
            "  skyflow-loader upload --until-drained --vault name       until every run that has begun is over"
        })
@SuppressWarnings("UnusedVariable") // picocli fills the upload flags; they are read as settings.
final class UploadCommand implements Callable<Integer> {
    @Mixin
    private LoadFlags flags = new LoadFlags();

    @Mixin
    private UploadFlags upload = new UploadFlags();

    @Option(
            names = {"-until-drained", "--until-drained"},
            description = "End when every run that has begun is over.")
    private boolean untilDrained;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        ParseResult parsed = Parsed.of(spec);
        Config settings = flags.read(parsed);
        try (VaultAccess access = VaultAccess.open(settings, parsed, System.getenv())) {
            return flags.load(
                    settings,
                    RowsFrom.CSV,
                    new Suffix.None(),
                    Unfinished.CONTINUE,
                    load -> untilDrained ? load.uploadUntilDrained(access.client()) : load.upload(access.client()));
        }
    }
}
