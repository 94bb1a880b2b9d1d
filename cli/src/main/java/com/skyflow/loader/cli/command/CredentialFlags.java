package com.skyflow.loader.cli.command;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags that give the credential of the vault API. {@link ConfigFlags} reads them as settings. */
@SuppressWarnings("UnusedVariable") // picocli fills the fields; their settings are read from the parsed command line.
final class CredentialFlags {
    @Option(
            names = {"-token", "--token"},
            paramLabel = "TOKEN",
            description =
                    "Bearer token. Others can see it in the process list: better SKYFLOW_BEARER_TOKEN, or the prompt.")
    private @Nullable String token;

    @Option(
            names = {"-api-key", "--api-key"},
            paramLabel = "KEY",
            description = "API key. Others can see it in the process list: better SKYFLOW_API_KEY, or the prompt.")
    private @Nullable String apiKey;

    @Option(
            names = {"-credentials", "--credentials"},
            paramLabel = "FILE",
            description = "The credentials.json of a service account: tokens are minted and renewed.")
    private @Nullable String credentials;
}
