package com.skyflow.loader.cli.command;

import com.skyflow.loader.cli.load.KafkaPlace;
import com.skyflow.loader.cli.load.Load;
import com.skyflow.loader.cli.load.LoadPlan;
import com.skyflow.loader.cli.load.LoadResult;
import com.skyflow.loader.cli.load.RowsFrom;
import com.skyflow.loader.common.config.Config;
import com.skyflow.loader.extractor.csv.Suffix;
import com.skyflow.loader.extractor.run.Decider.Unfinished;
import java.nio.file.Path;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParseResult;

/** What all commands that load have in common: their settings, Kafka, and what they show. */
final class LoadFlags {
    private final Path folder = Path.of("").toAbsolutePath();

    @Mixin
    private ConfigFlags config = new ConfigFlags();

    @Mixin
    private OutputFlags output = new OutputFlags();

    /** Reads the settings, and says what should be known of them. */
    Config read(ParseResult parsed) {
        Config settings = config.read(parsed, folder);
        settings.notices().forEach(System.err::println);
        return settings;
    }

    /** Loads the vaults, and prints how it ended. */
    int load(
            Config settings, RowsFrom rowsFrom, Suffix suffix, Unfinished unfinished, Function<Load, LoadResult> work) {
        LoadPlan plan = plan(settings, rowsFrom, suffix, unfinished);
        try (KafkaPlace kafka = KafkaPlace.open(settings.kafka(), folder)) {
            return output.print(work.apply(new Load(kafka.clients(), plan, output.view())));
        }
    }

    /** What a load would be. */
    LoadPlan plan(Config settings, RowsFrom rowsFrom, Suffix suffix, Unfinished unfinished) {
        return new LoadPlan(
                settings, config.vaults(settings), rowsFrom, folder, suffix, unfinished, output.errorLogValues());
    }
}
