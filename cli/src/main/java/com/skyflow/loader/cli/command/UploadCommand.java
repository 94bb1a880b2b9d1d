package com.skyflow.loader.cli.command;

import com.skyflow.loader.cli.load.KafkaPlace;
import com.skyflow.loader.cli.load.Load;
import com.skyflow.loader.cli.load.LoadPlan;
import com.skyflow.loader.common.config.Config;
import com.skyflow.loader.common.secret.Secret;
import com.skyflow.loader.extractor.csv.Suffix;
import com.skyflow.loader.extractor.run.Decider.Unfinished;
import java.nio.file.Path;
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
    private ConfigFlags config = new ConfigFlags();

    @Mixin
    private UploadFlags upload = new UploadFlags();

    @Mixin
    private OutputFlags output = new OutputFlags();

    @Option(
            names = {"-until-drained", "--until-drained"},
            description = "End when every run that has begun is over.")
    private boolean untilDrained;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        ParseResult parsed = Parsed.of(spec);
        Path folder = Path.of("").toAbsolutePath();
        Config settings = config.read(parsed, folder);
        settings.notices().forEach(System.err::println);
        Secret token = BearerToken.find(settings, parsed, System.getenv());
        LoadPlan plan = new LoadPlan(
                settings,
                config.vaults(settings),
                folder,
                new Suffix.None(),
                Unfinished.CONTINUE,
                output.errorLogValues());
        try (KafkaPlace kafka = KafkaPlace.open(settings.kafka(), folder)) {
            Load load = new Load(kafka.clients(), plan, output.view());
            return output.print(untilDrained ? load.uploadUntilDrained(token) : load.upload(token));
        }
    }
}
