package com.skyflow.loader.cli;

import com.skyflow.loader.cli.command.SkyflowLoader;
import com.skyflow.loader.common.failure.ExitCode;
import java.util.Locale;
import picocli.CommandLine;

/** The skyflow-loader command. */
public final class Main {
    private Main() {}

    /** Runs a command and ends the process with its status. */
    public static void main(String[] args) {
        // Figures read the same everywhere, also where a message is made without a locale.
        Locale.setDefault(Locale.ROOT);
        Logging.start();
        Termination.start();
        int status = run(args);
        Termination.ended(status);
        System.exit(status);
    }

    /** Runs a command in this process, which goes on, and gives its status. */
    public static int run(String... args) {
        CommandLine commandLine = commandLine();
        return commandLine.execute(DefaultCommand.of(commandLine, args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new SkyflowLoader())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setAbbreviatedOptionsAllowed(false)
                .setUsageHelpAutoWidth(true)
                .setExitCodeExceptionMapper(failure -> ExitCode.USAGE.code())
                .setParameterExceptionHandler(new Sentences())
                .setExecutionExceptionHandler(new Sentences());
    }
}
