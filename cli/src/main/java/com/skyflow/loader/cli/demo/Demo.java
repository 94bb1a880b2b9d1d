package com.skyflow.loader.cli.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.skyflow.loader.cli.load.KafkaPlace;
import com.skyflow.loader.cli.load.Load;
import com.skyflow.loader.cli.load.LoadHealth;
import com.skyflow.loader.cli.load.LoadInstances;
import com.skyflow.loader.cli.load.LoadPlan;
import com.skyflow.loader.cli.load.LoadResult;
import com.skyflow.loader.cli.load.RowsFrom;
import com.skyflow.loader.cli.load.Summary;
import com.skyflow.loader.cli.view.LoadView;
import com.skyflow.loader.common.config.Config;
import com.skyflow.loader.common.config.ConfigReader;
import com.skyflow.loader.common.config.Overrides;
import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.secret.Secret;
import com.skyflow.loader.extractor.csv.Suffix;
import com.skyflow.loader.extractor.run.Decider.Unfinished;
import com.skyflow.loader.generator.GenerationOptions;
import com.skyflow.loader.generator.GenerationPlan;
import com.skyflow.loader.generator.Generator;
import com.skyflow.loader.generator.MockVault;
import com.skyflow.loader.local.simulator.SimulatorSettings;
import com.skyflow.loader.local.simulator.VaultSimulator;
import com.skyflow.loader.local.simulator.settings.Latency;
import com.skyflow.loader.local.simulator.settings.TableSettings;
import com.skyflow.loader.local.simulator.store.CheckResult;
import com.skyflow.loader.local.simulator.store.LoadCheck;
import com.skyflow.loader.monitor.errorlog.Values;
import com.skyflow.loader.vault.client.VaultClientSettings;
import com.skyflow.loader.vault.credential.FixedCredential;
import com.skyflow.loader.vault.http.HttpSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Loads mock data into simulated vaults on an embedded broker, as {@code run} would do, and then compares the vaults with the files,
 * row by row.
 */
public final class Demo {
    private static final Duration LATENCY = Duration.ofMillis(20);

    private final Path folder;
    private final LoadView view;
    private final PrintStream out;

    /** @param folder an empty folder for the data, the configuration and the broker */
    public Demo(Path folder, LoadView view, PrintStream out) {
        this.folder = folder;
        this.view = view;
        this.out = out;
    }

    /**
     * Runs it.
     *
     * @param rows pairs of each vault
     * @return how it ended; {@link ExitCode#STOPPED} if the vaults do not hold exactly what the files do
     */
    public ExitCode run(long rows) throws IOException {
        out.println("1. Mock data: %,d pairs for each of the vaults name, id, dob and ssn".formatted(rows));
        Generator.ofThisMachine()
                .generate(
                        GenerationPlan.parse(List.of(Long.toString(rows))),
                        folder.resolve("data"),
                        GenerationOptions.DEFAULT,
                        (vault, pairs, total) -> {});
        try (VaultSimulator vaults = VaultSimulator.start(SimulatorSettings.defaults()
                .withTables(tables())
                .withAcceptedTokens(new Secret("demo-token"))
                .withLatency(Latency.of(LATENCY)))) {
            out.println("2. A simulated vault API at %s, which takes %d ms a call"
                    .formatted(vaults.url(), LATENCY.toMillis()));
            out.println("3. The load, on an embedded Kafka broker");
            LoadResult result = load(vaults.url());
            new Summary(result).lines().forEach(out::println);
            out.println("4. The vaults compared with the files, row by row");
            boolean exact = compare(vaults);
            return exact ? result.exitCode() : ExitCode.STOPPED;
        }
    }

    private LoadResult load(String url) throws IOException {
        writeConfiguration(url);
        Config config = new ConfigReader(folder).read(Overrides.none());
        LoadPlan plan = new LoadPlan(
                config, config.vaults(), RowsFrom.CSV, folder, new Suffix.None(), Unfinished.CONTINUE, Values.MASKED);
        try (KafkaPlace kafka = KafkaPlace.open(config.kafka(), folder)) {
            return new Load(kafka.clients(), plan, view, new LoadHealth(plan.longestTurn()), new LoadInstances(plan))
                    .run(new VaultClientSettings(
                            new FixedCredential(new Secret("demo-token")),
                            config.vaultApi().upsert(),
                            new HttpSettings(
                                    config.upload().maxConcurrency(),
                                    config.vaultApi().connectTimeout(),
                                    config.vaultApi().requestTimeout())));
        }
    }

    private void writeConfiguration(String url) throws IOException {
        ObjectMapper json = new ObjectMapper();
        ObjectNode config = json.createObjectNode();
        ObjectNode skyflow = config.putObject("skyflow").put("vault_url", url);
        for (MockVault vault : MockVault.values()) {
            skyflow.withArray("vaults")
                    .addObject()
                    .put("name", vault.text())
                    .put("id", vaultId(vault))
                    .put("column", vault.text());
        }
        config.putObject("performance").put("max_records", 0);
        json.writerWithDefaultPrettyPrinter()
                .writeValue(folder.resolve("config.json").toFile(), config);
    }

    private boolean compare(VaultSimulator vaults) throws IOException {
        boolean exact = true;
        for (MockVault vault : MockVault.values()) {
            CheckResult result = compare(vaults.check(vaultId(vault), vault.text()), vault);
            out.println("   %-5s %,d pairs expected: %,d missing, %,d with another token, %,d unexpected"
                    .formatted(
                            vault.text(),
                            result.expected(),
                            result.missing(),
                            result.differentToken(),
                            result.unexpected()));
            exact &= result.isExact();
        }
        out.println(exact ? "   Every row arrived, once." : "   THE VAULTS DIFFER FROM THE FILES.");
        return exact;
    }

    /** Mock data needs no quotes, so a line is a field. */
    private CheckResult compare(LoadCheck check, MockVault vault) throws IOException {
        Path data = folder.resolve("data");
        try (BufferedReader values = Files.newBufferedReader(data.resolve(vault.dataFile()));
                BufferedReader tokens = Files.newBufferedReader(data.resolve(vault.tokenFile()))) {
            values.readLine();
            tokens.readLine();
            String value = values.readLine();
            String token = tokens.readLine();
            while (value != null && token != null) {
                check.expect(value, token);
                value = values.readLine();
                token = tokens.readLine();
            }
        }
        return check.result();
    }

    private static TableSettings[] tables() {
        return Stream.of(MockVault.values())
                .map(vault -> TableSettings.unique(vaultId(vault), vault.text(), vault.text()))
                .toArray(TableSettings[]::new);
    }

    private static String vaultId(MockVault vault) {
        return "demo-" + vault.text();
    }
}
