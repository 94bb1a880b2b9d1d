package com.skyflow.loader.cli.command;

import com.skyflow.loader.cli.command.OutputFlags.Format;
import picocli.CommandLine.Option;

/** The flag that says whether people or programs read what is printed. */
final class FormatFlag {
    @Option(
            names = {"-output", "--output"},
            paramLabel = "text|json",
            defaultValue = "text",
            description = "For people or for programs (default: text).")
    private Format format = Format.TEXT;

    Format format() {
        return format;
    }
}
