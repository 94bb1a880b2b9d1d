package com.skyflow.loader.cli.command;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** The parsed line of a command that runs. */
final class Parsed {
    private Parsed() {}

    static ParseResult of(@Nullable CommandSpec spec) {
        return Objects.requireNonNull(spec).commandLine().getParseResult();
    }
}
