package com.skyflow.loader.cli.command;

import com.skyflow.loader.cli.load.KafkaPlace;
import com.skyflow.loader.cli.load.Load;
import com.skyflow.loader.cli.load.LoadPlan;
import com.skyflow.loader.common.config.Config;
import java.nio.file.Path;
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
    private ConfigFlags config = new ConfigFlags();

    @Mixin
    private SourceFlags source = new SourceFlags();

    @Mixin
    private OutputFlags output = new OutputFlags();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        ParseResult parsed = Parsed.of(spec);
        source.ensureSupported();
        Path folder = Path.of("").toAbsolutePath();
        Config settings = config.read(parsed, folder);
        settings.notices().forEach(System.err::println);
        LoadPlan plan = new LoadPlan(
                settings,
                config.vaults(settings),
                folder,
                source.suffix(),
                source.unfinished(),
                output.errorLogValues());
        try (KafkaPlace kafka = KafkaPlace.open(settings.kafka(), folder)) {
            return output.print(new Load(kafka.clients(), plan, output.view()).extract());
        }
    }
}
