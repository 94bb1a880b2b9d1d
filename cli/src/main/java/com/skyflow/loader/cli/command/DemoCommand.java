package com.skyflow.loader.cli.command;

import com.skyflow.loader.cli.demo.Demo;
import com.skyflow.loader.cli.demo.TemporaryFolder;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the main job on embedded parts. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Load mock data into a simulated vault through an embedded broker, and prove that every row arrived.",
        footer = {"", "Examples:", "  skyflow-loader demo", "  skyflow-loader demo --rows 250000"})
final class DemoCommand implements Callable<Integer> {
    @Mixin
    private OutputFlags output = new OutputFlags();

    @Option(
            names = {"-rows", "--rows"},
            paramLabel = "N",
            defaultValue = "25000",
            description = "Pairs for each of the four vaults (default: 25000).")
    private long rows;

    @Override
    public Integer call() throws IOException {
        try (TemporaryFolder folder = TemporaryFolder.create()) {
            return new Demo(folder.path(), output.view(), System.out).run(rows).code();
        }
    }
}
