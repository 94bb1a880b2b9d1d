package com.skyflow.loader.cli.command;

import com.skyflow.loader.cli.Logging;
import com.skyflow.loader.common.config.Config;
import com.skyflow.loader.common.config.ConfigReader;
import com.skyflow.loader.common.config.Overrides;
import com.skyflow.loader.common.config.VaultConfig;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** The flags that choose and change the configuration. They go before the file, and are checked like it. */
@SuppressWarnings("UnusedVariable") // Some fields are settings, which are read from the parsed command line.
final class ConfigFlags {
    @Option(
            names = {"-config", "--config"},
            paramLabel = "FILE",
            description = "Configuration file (default: config.json).")
    private @Nullable String file;

    @Option(
            names = {"-vault", "--vault"},
            paramLabel = "NAME",
            description = "One vault by its name, in any case (default: all).")
    private @Nullable String vault;

    @Option(
            names = {"-vault-url", "--vault-url"},
            paramLabel = "URL",
            description = "Base URL of the vault API.")
    private @Nullable String vaultUrl;

    @Option(
            names = {"-bootstrap-servers", "--bootstrap-servers"},
            paramLabel = "HOST:PORT",
            description = "Kafka cluster (default: the embedded broker of this folder).")
    private @Nullable String bootstrapServers;

    @Option(
            names = {"-prefix", "--prefix"},
            paramLabel = "PREFIX",
            description = "First part of every name in Kafka (default: byot).")
    private @Nullable String prefix;

    @Option(
            names = {"-log-format", "--log-format"},
            paramLabel = "text|json",
            description = "Form of log lines (default: text).")
    private @Nullable String logFormat;

    /** Flags and the settings that they stand for. */
    private static final List<String[]> SETTINGS = List.of(
            new String[] {"-vault-url", "skyflow.vault_url"},
            new String[] {"-port", "monitor.port"},
            new String[] {"-bind", "monitor.host"},
            new String[] {"-access-token-file", "monitor.token_file"},
            new String[] {"-bootstrap-servers", "kafka.bootstrap_servers"},
            new String[] {"-prefix", "kafka.prefix"},
            new String[] {"-log-format", "log.format"},
            new String[] {"-instance", "kafka.instance"},
            new String[] {"-health-port", "health.port"},
            new String[] {"-health-host", "health.host"},
            new String[] {"-token", "skyflow.bearer_token"},
            new String[] {"-api-key", "skyflow.api_key"},
            new String[] {"-credentials", "skyflow.credentials_file"},
            new String[] {"-data-dir", "csv.data_directory"},
            new String[] {"-data-file", "csv.data_file"},
            new String[] {"-token-file", "csv.token_file"},
            new String[] {"-sf-user", "snowflake.user"},
            new String[] {"-sf-password", "snowflake.password"},
            new String[] {"-sf-authenticator", "snowflake.authenticator"},
            new String[] {"-sf-account", "snowflake.account"},
            new String[] {"-sf-warehouse", "snowflake.warehouse"},
            new String[] {"-sf-database", "snowflake.database"},
            new String[] {"-sf-schema", "snowflake.schema"},
            new String[] {"-sf-role", "snowflake.role"},
            new String[] {"-sf-query-mode", "snowflake.query_mode"},
            new String[] {"-sf-fetch-size", "snowflake.fetch_size"},
            new String[] {"-max-records", "performance.max_records"},
            new String[] {"-batch-size", "performance.batch_size"},
            new String[] {"-concurrency", "performance.max_concurrency"},
            new String[] {"-base-delay-ms", "performance.base_delay_ms"});

    /**
     * Reads the configuration, and logs from now on as it says.
     *
     * @param parsed the whole command line: flags of other groups change settings too
     * @throws com.skyflow.loader.common.failure.LoaderException with all problems at once
     */
    Config read(ParseResult parsed, Path folder) {
        Overrides overrides = Overrides.none();
        for (String[] setting : SETTINGS) {
            OptionSpec option = parsed.matchedOption(setting[0]);
            if (option != null && !isUnset(setting[0], option)) {
                overrides = overrides.and(
                        setting[1], setting[0], option.stringValues().getLast());
            }
        }
        ConfigReader reader = new ConfigReader(folder);
        Config config = file == null ? reader.read(overrides) : reader.read(file, overrides);
        Logging.use(config.logFormat());
        return config;
    }

    /** In the Go loader -1 means that the file decides. */
    private static boolean isUnset(String flag, OptionSpec option) {
        return flag.equals("-max-records") && option.stringValues().getLast().equals("-1");
    }

    /** The vaults that are meant. */
    List<VaultConfig> vaults(Config config) {
        return vault == null ? config.vaults() : List.of(config.vault(vault));
    }
}
