package com.skyflow.loader.cli.command;

import picocli.CommandLine.Command;

/** The command itself, which names the others. */
@Command(
        name = "skyflow-loader",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Loads value/token pairs into Skyflow vaults through Apache Kafka.",
        footer = {
            "",
            "Without a command, @|bold run|@ is meant: the flags of the Go loader work as they are.",
            "",
            "Examples:",
            "  skyflow-loader demo                        load mock data into a simulated vault",
            "  skyflow-loader -vault name                 load one vault as config.json says",
            "  skyflow-loader -max-records 0              load all rows of all vaults",
            "  skyflow-loader help run                    all flags of a command"
        },
        subcommands = {
            RunCommand.class,
            ExtractCommand.class,
            UploadCommand.class,
            GenerateCommand.class,
            SimulatorCommand.class,
            StatusCommand.class,
            LagCommand.class,
            MonitorCommand.class,
            VerifyCommand.class,
            TopCommand.class,
            DeadLettersCommand.class,
            CheckCommand.class,
            ClearCommand.class,
            CompletionCommand.class,
            DemoCommand.class,
            picocli.CommandLine.HelpCommand.class
        })
public final class SkyflowLoader {}
