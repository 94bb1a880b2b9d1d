package com.skyflow.loader.common.config;

import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The settings of one command: flags before the file before defaults, all checked. It prints without secrets.
 *
 * @param vaults at least one, in the order of the file
 * @param logFormat the form of log lines
 * @param notices sentences for the user about what is accepted but should be known
 */
public record Config(
        VaultApiConfig vaultApi,
        List<VaultConfig> vaults,
        ExtractConfig extract,
        UploadConfig upload,
        RetryConfig retry,
        StopConfig stop,
        KafkaConfig kafka,
        HealthConfig health,
        LogFormat logFormat,
        MonitorConfig monitor,
        SnowflakeConfig snowflake,
        List<String> notices) {
    public Config {
        vaults = List.copyOf(vaults);
        notices = List.copyOf(notices);
    }

    /**
     * The vault called so in any case.
     *
     * @throws LoaderException if there is none
     */
    public VaultConfig vault(String name) {
        return vaults.stream()
                .filter(vault -> vault.name().text().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new LoaderException(
                        ExitCode.USAGE, "vault '" + name + "' is not configured (expected one of: " + names() + ")"));
    }

    /** The same with another login to Snowflake. */
    public Config with(SnowflakeLogin login) {
        return new Config(
                vaultApi,
                vaults,
                extract,
                upload,
                retry,
                stop,
                kafka,
                health,
                logFormat,
                monitor,
                snowflake.with(login),
                notices);
    }

    private String names() {
        return vaults.stream().map(vault -> vault.name().text()).collect(Collectors.joining(", "));
    }
}
