package com.skyflow.loader.cli.command;

import com.skyflow.loader.monitor.errorlog.Values;
import picocli.CommandLine.Option;

/** The flag that asks for values in clear. */
final class ValuesFlag {
    @Option(
            names = {"-values", "--values"},
            description = "Show values and tokens in clear: what is written then has to be guarded like the source.")
    private boolean shown;

    Values values() {
        return shown ? Values.SHOWN : Values.MASKED;
    }
}
