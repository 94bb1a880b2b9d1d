package com.skyflow.loader.cli;

import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine;

/** The command that is meant where none is named: {@code run}, so that the line of the Go loader can be typed as it was. */
final class DefaultCommand {
    private static final Set<String> OF_ALL = Set.of("--help", "-h", "--version", "-V");

    private DefaultCommand() {}

    static String[] of(CommandLine commandLine, String... args) {
        boolean named = args.length > 0
                && (OF_ALL.contains(args[0]) || commandLine.getSubcommands().containsKey(args[0]) || isWord(args[0]));
        return named ? args : Stream.concat(Stream.of("run"), Stream.of(args)).toArray(String[]::new);
    }

    /** A word that is no flag is meant as a command, and is refused as one if there is none. */
    private static boolean isWord(String arg) {
        return !arg.startsWith("-");
    }
}
