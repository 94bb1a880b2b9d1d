package com.skyflow.loader.cli.command;

import com.skyflow.loader.common.config.VaultConfig;
import com.skyflow.loader.common.deadletter.DeadLetterFilter;
import com.skyflow.loader.common.deadletter.OpenDeadLetters;
import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import com.skyflow.loader.common.row.RowKey;
import com.skyflow.loader.monitor.deadletter.LetterJson;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows one dead letter. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Show the open dead letter of a row: why, when and where from.",
        footer = {
            "",
            "Examples:",
            "  skyflow-loader dead-letters show --vault name 20261121T030000-1a2b3c/4711",
            "  skyflow-loader dead-letters show --vault name --values 20261121T030000-1a2b3c/4711"
        })
final class DeadLettersShow implements Callable<Integer> {
    @Mixin
    private OperatorFlags flags = new OperatorFlags();

    @Mixin
    private ValuesFlag values = new ValuesFlag();

    @Parameters(paramLabel = "KEY", description = "The row's key: its run and its number in the source.")
    private String key = "";

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        RowKey row = RowKey.parse(key.getBytes(StandardCharsets.UTF_8))
                .orElseThrow(() -> new LoaderException(
                        ExitCode.USAGE, "The key is none of a row (expected: <run>/<row>, as export shows it)."));
        return flags.operate(spec, place -> {
            long shown = 0;
            for (VaultConfig vault : place.vaults()) {
                LetterJson json = new LetterJson(vault.name(), values.values());
                OpenDeadLetters open = OpenDeadLetters.find(
                        place.clients(),
                        place.clients().settings().topics().deadLetters(vault.name()),
                        DeadLetterFilter.ofRow(row));
                open.forEach(record -> System.out.println(json.text(record)));
                shown += open.count();
            }
            if (shown == 0) {
                throw new LoaderException(
                        ExitCode.USAGE, "No dead letter of row %s is open: it is none, or was closed.".formatted(row));
            }
            return 0;
        });
    }
}
