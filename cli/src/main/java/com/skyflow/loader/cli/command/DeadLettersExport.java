package com.skyflow.loader.cli.command;

import com.skyflow.loader.common.config.VaultConfig;
import com.skyflow.loader.common.deadletter.DeadLetterFilter;
import com.skyflow.loader.common.deadletter.OpenDeadLetters;
import com.skyflow.loader.monitor.deadletter.LetterFile;
import com.skyflow.loader.monitor.deadletter.LetterJson;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes dead letters to a file. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Write the dead letters that are open to a new file, one JSON object a line, readable by its owner alone.",
        footer = {
            "",
            "Examples:",
            "  skyflow-loader dead-letters export letters.jsonl",
            "  skyflow-loader dead-letters export --vault name --values letters.jsonl"
        })
final class DeadLettersExport implements Callable<Integer> {
    @Mixin
    private OperatorFlags flags = new OperatorFlags();

    @Mixin
    private FilterFlags filter = new FilterFlags();

    @Mixin
    private ValuesFlag values = new ValuesFlag();

    @Parameters(paramLabel = "FILE", description = "The file, which must not exist yet.")
    private Path file = Path.of("");

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        DeadLetterFilter wanted = filter.filter();
        return flags.operate(spec, place -> {
            long written = 0;
            try (LetterFile letters = LetterFile.create(file)) {
                for (VaultConfig vault : place.vaults()) {
                    LetterJson json = new LetterJson(vault.name(), values.values());
                    OpenDeadLetters open = OpenDeadLetters.find(
                            place.clients(), place.clients().settings().topics().deadLetters(vault.name()), wanted);
                    open.forEach(record -> letters.add(json.line(record)));
                    written += open.count();
                }
            }
            System.out.println(String.format(Locale.ROOT, "%,d dead letters written to %s", written, file));
            return 0;
        });
    }
}
