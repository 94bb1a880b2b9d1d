package com.skyflow.loader.cli.command;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags that change how rows are uploaded. {@link ConfigFlags} reads them as settings. */
@SuppressWarnings("UnusedVariable") // picocli fills the fields; their settings are read from the parsed command line.
final class UploadFlags {
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

    @Option(
            names = {"-batch-size", "--batch-size"},
            paramLabel = "N",
            description = "Records of one API call (default: 300).")
    private @Nullable String batchSize;

    @Option(
            names = {"-concurrency", "--concurrency"},
            paramLabel = "N",
            description = "Concurrent calls for each vault (default: 32).")
    private @Nullable String concurrency;

    @Option(
            names = {"-instance", "--instance"},
            paramLabel = "NAME",
            description = "Name of this process among the uploaders (default: host and folder).")
    private @Nullable String instance;

    @Option(
            names = {"-base-delay-ms", "--base-delay-ms"},
            paramLabel = "MS",
            description = "Pause before each call (default: 0).")
    private @Nullable String baseDelayMillis;
}
