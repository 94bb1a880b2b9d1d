package com.skyflow.loader.cli;

import java.io.Console;
import java.util.Optional;

/** The terminal that the command was started on. */
public final class Terminal {
    private Terminal() {}

    /** The terminal, if both the input and the output are one. */
    @SuppressWarnings(
            "SystemConsoleNull") // From JDK 22 on it is null off a terminal only with -Djdk.console=java.base.
    public static Optional<Console> find() {
        boolean honest = Runtime.version().feature() < 22 || "java.base".equals(System.getProperty("jdk.console"));
        return honest ? Optional.ofNullable(System.console()) : Optional.empty();
    }
}
