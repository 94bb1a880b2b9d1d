package com.skyflow.loader.cli;

import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The one place that turns a failure into a sentence and an exit code. */
final class Sentences implements IParameterExceptionHandler, IExecutionExceptionHandler {
    @Override
    public int handleParseException(ParameterException failure, String[] args) {
        CommandLine command = failure.getCommandLine();
        command.getErr()
                .println(
                        sentence(failure) + ". See: " + command.getCommandSpec().qualifiedName() + " --help");
        return ExitCode.USAGE.code();
    }

    private static String sentence(ParameterException failure) {
        if (failure instanceof UnmatchedArgumentException unmatched) {
            String known = unmatched.getSuggestions().stream().limit(3).collect(Collectors.joining(", "));
            return "%s: unknown%s".formatted(first(unmatched), known.isEmpty() ? "" : " (did you mean " + known + "?)");
        }
        return String.valueOf(failure.getMessage());
    }

    private static String first(UnmatchedArgumentException unmatched) {
        // A stray word or what follows a '=' may be a credential: only what can be a flag or a command is repeated.
        String argument = unmatched.getUnmatched().getFirst().replaceFirst("=.*", "");
        return argument.matches("-{0,2}[A-Za-z-]{1,24}") ? argument : "an argument";
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        if (failure instanceof LoaderException loader) {
            command.getErr().println(loader.sentence());
            LoggerFactory.getLogger(Sentences.class).atDebug().setCause(failure).log("The reason");
            return loader.exitCode().code();
        }
        command.getErr()
                .println(
                        "skyflow-loader failed in an unforeseen way. Nothing is lost: start again to continue, and report this:");
        new Trace(failure).print(command.getErr());
        return ExitCode.UNFINISHED.code();
    }
}
