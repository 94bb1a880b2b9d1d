package com.skyflow.loader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.skyflow.loader.common.secret.Secret;
import com.skyflow.loader.local.simulator.SimulatorSettings;
import com.skyflow.loader.local.simulator.VaultSimulator;
import com.skyflow.loader.local.simulator.settings.TableSettings;
import com.skyflow.loader.local.simulator.store.CheckResult;
import com.skyflow.loader.testing.ChildProcess;
import com.skyflow.loader.testing.EmbeddedKafka;
import com.skyflow.loader.testing.JavaCommand;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The folder of somebody who loads vaults: configuration, files, and the commands that are started there as processes. */
record WorkFolder(Path path) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    /** The usual vaults and the headers of their values. */
    private static final Map<String, String> HEADERS =
            Map.of("name", "full_name", "id", "id", "dob", "dob", "ssn", "ssn");

    /** A simulator with a table for each usual vault. */
    static VaultSimulator simulator() {
        return simulator(SimulatorSettings.defaults());
    }

    /** The same, otherwise as it is set. */
    static VaultSimulator simulator(SimulatorSettings settings) {
        return VaultSimulator.start(settings.withAcceptedTokens(new Secret(Canary.CREDENTIAL))
                .withTables(HEADERS.keySet().stream()
                        .map(vault -> TableSettings.unique(vaultId(vault), vault, vault))
                        .toArray(TableSettings[]::new)));
    }

    static String vaultId(String vault) {
        return "id-of-" + vault;
    }

    /** How the table of a vault compares with pairs. */
    static CheckResult check(VaultSimulator simulator, String vault, Pairs pairs) {
        return simulator.check(vaultId(vault), vault, pairs.stream());
    }

    static long held(VaultSimulator simulator, String vault) {
        return simulator.counts(vaultId(vault), vault).records();
    }

    /** A configuration for some of the usual vaults; nothing limits the number of rows. */
    static ObjectNode config(VaultSimulator simulator, String... vaults) {
        ObjectNode config = JSON.createObjectNode();
        ObjectNode skyflow = config.putObject("skyflow").put("vault_url", simulator.url());
        for (String vault : vaults) {
            skyflow.withArray("vaults").addObject().put("name", vault).put("id", vaultId(vault));
        }
        config.putObject("performance").put("max_records", 0);
        config.putObject("kafka").put("partitions", 4);
        return config;
    }

    /** The same for commands that run in this process: on a cluster, with the credential, and with the files of this folder. */
    ObjectNode config(VaultSimulator simulator, EmbeddedKafka kafka, String... vaults) {
        ObjectNode config = config(simulator, vaults);
        config.withObject("/skyflow").put("bearer_token", Canary.CREDENTIAL);
        config.withObject("/csv").put("data_directory", path.resolve("data").toString());
        onCluster(config, kafka);
        config.withObject("/performance").put("backoff_ms", 1).put("max_backoff_ms", 10);
        return config;
    }

    /** Makes the first vault of a configuration one whose pairs stand in the columns v and t of the standard input. */
    static void readStandardInput(ObjectNode config) {
        ((ObjectNode) config.at("/skyflow/vaults/0"))
                .put("file", "-")
                .put("data_column", "v")
                .put("token_column", "t");
    }

    /** Puts the topics of a configuration on a cluster; gives their prefix, which is new. */
    static String onCluster(ObjectNode config, EmbeddedKafka kafka) {
        String prefix = kafka.freshPrefix();
        config.withObject("/kafka")
                .put("bootstrap_servers", kafka.bootstrapServers())
                .put("prefix", prefix);
        return prefix;
    }

    /** Writes a configuration that its owner alone may read. */
    void write(ObjectNode config) {
        write("config.json", config.toPrettyString());
        try {
            Files.setPosixFilePermissions(path.resolve("config.json"), PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(String file, String text) {
        try {
            Path target = path.resolve(file);
            Files.createDirectories(target.getParent());
            Files.writeString(target, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String read(String file) {
        try {
            return Files.readString(path.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(String vault, Pairs pairs) {
        pairs.write(path.resolve("data"), vault, HEADERS.getOrDefault(vault, vault));
    }

    /** Starts a command as a process with a small heap. */
    ChildProcess start(String... arguments) {
        return command(arguments).start();
    }

    /** The same with environment variables. */
    ChildProcess start(Map<String, String> variables, String... arguments) {
        Map<String, String> all = new HashMap<>(command().environment());
        all.putAll(variables);
        return command(arguments).environment(all).start();
    }

    /** The same with one of the folder's files as its standard input. */
    ChildProcess startWithInput(String file, String... arguments) {
        return command(arguments).start(path.resolve(file));
    }

    /** The same on a terminal, on which what stands in a file is typed. */
    ChildProcess onTerminal(String typed, String... arguments) {
        return onTerminal(Map.of(), typed, arguments);
    }

    /** The same with environment variables. */
    ChildProcess onTerminal(Map<String, String> variables, String typed, String... arguments) {
        JavaCommand command = command(arguments);
        ProcessBuilder terminal = new ProcessBuilder(
                        "script", "-q", "-e", "-c", "exec " + String.join(" ", command.line()), "/dev/null")
                .directory(path.toFile())
                .redirectInput(path.resolve(typed).toFile());
        terminal.environment().putAll(command.environment());
        terminal.environment().putAll(variables);
        return ChildProcess.start(terminal, path);
    }

    /** A new pipe, for a command to read: as long as it is open here, there may come more. */
    RandomAccessFile pipe(String file) {
        Path pipe = path.resolve(file);
        ChildProcess made = ChildProcess.start(new ProcessBuilder("mkfifo", pipe.toString()), path);
        assertThat(made.awaitExit(Duration.ofMinutes(1))).as("%s", made).isZero();
        try {
            return new RandomAccessFile(pipe.toFile(), "rw");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JavaCommand command(String... arguments) {
        return JavaCommand.of(Main.class, path, arguments)
                .jvm(
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Djdk.console=java.base",
                        "--add-opens=java.base/java.nio=ALL-UNNAMED")
                .environment(Map.of("SKYFLOW_BEARER_TOKEN", Canary.CREDENTIAL));
    }

    /** The names of the error logs. */
    List<Path> errorLogs() {
        try (var files = Files.list(path)) {
            return files.filter(file -> file.getFileName().toString().startsWith("error_log_"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The summary that a command printed with {@code --output json}; nothing else stands on its standard output. */
    static JsonNode summary(ChildProcess ended) {
        return json(ended.stdout());
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + text, e);
        }
    }
}
