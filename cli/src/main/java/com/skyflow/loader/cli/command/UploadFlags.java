package com.skyflow.loader.cli.command;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The flags that change how rows are uploaded. {@link ConfigFlags} reads them as settings. */
@SuppressWarnings("UnusedVariable") // picocli fills the fields; their settings are read from the parsed command line.
final class UploadFlags {
    @Mixin
    private CredentialFlags credential = new CredentialFlags();

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
