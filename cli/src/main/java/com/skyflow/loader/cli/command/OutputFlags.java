package com.skyflow.loader.cli.command;

import com.skyflow.loader.cli.Terminal;
import com.skyflow.loader.cli.load.LoadResult;
import com.skyflow.loader.cli.load.Summary;
import com.skyflow.loader.cli.load.SummaryJson;
import com.skyflow.loader.cli.view.LoadView;
import com.skyflow.loader.cli.view.PlainView;
import com.skyflow.loader.cli.view.TerminalView;
import com.skyflow.loader.monitor.errorlog.Values;
import picocli.CommandLine.Option;

/** The flags that say what is shown. Results go to the standard output, everything on the way to the error stream. */
final class OutputFlags {
    enum Format {
        TEXT,
        JSON
    }

    @Option(
            names = {"-output", "--output"},
            paramLabel = "text|json",
            defaultValue = "text",
            description = "Form of the summary (default: text).")
    private Format format = Format.TEXT;

    @Option(
            names = {"-error-log-values", "--error-log-values"},
            description = "Show values and tokens in the error logs, which can then be replayed and must be guarded.")
    private boolean errorLogValues;

    Values errorLogValues() {
        return errorLogValues ? Values.SHOWN : Values.MASKED;
    }

    LoadView view() {
        return Terminal.find().isPresent() ? new TerminalView(System.err) : new PlainView(System.err);
    }

    int print(LoadResult result) {
        switch (format) {
            case TEXT -> new Summary(result).lines().forEach(System.out::println);
            case JSON -> System.out.println(SummaryJson.of(result));
        }
        System.out.flush();
        return result.exitCode().code();
    }
}
