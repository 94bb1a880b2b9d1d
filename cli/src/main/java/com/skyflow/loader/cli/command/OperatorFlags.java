package com.skyflow.loader.cli.command;

import com.skyflow.loader.cli.load.KafkaPlace;
import com.skyflow.loader.common.config.Config;
import com.skyflow.loader.common.config.VaultConfig;
import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import com.skyflow.loader.common.kafka.KafkaClients;
import com.skyflow.loader.common.vault.VaultName;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;

/** What all commands for operators have in common: their settings, vaults and Kafka. */
final class OperatorFlags {
    static final Path FOLDER = Path.of("").toAbsolutePath();

    @Mixin
    private ConfigFlags config = new ConfigFlags();

    /**
     * What a command works on.
     *
     * @param vaults the vaults that are meant
     */
    record Place(Config config, List<VaultConfig> vaults, KafkaClients clients) {
        List<VaultName> names() {
            return vaults.stream().map(VaultConfig::name).toList();
        }
    }

    /** Works in the configured cluster, or on the embedded broker of the folder; gives the status of the command. */
    int operate(@Nullable CommandSpec spec, ToIntFunction<Place> work) {
        Config settings = config.read(Parsed.of(spec), FOLDER);
        List<VaultConfig> vaults = config.vaults(settings);
        try (KafkaPlace kafka = KafkaPlace.open(settings.kafka(), FOLDER)) {
            return work.applyAsInt(new Place(settings, vaults, kafka.clients()));
        }
    }

    /** The refusal of a run that is not in the ledger. */
    static LoaderException unknownRun(String run) {
        return new LoaderException(
                ExitCode.USAGE,
                "Run %s is not known for these vaults: see skyflow-loader status for those that are.".formatted(run));
    }
}
