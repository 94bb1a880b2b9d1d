package com.skyflow.loader.cli;

import java.io.Console;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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

    /** What is answered to a question; empty without a terminal. Told to end meanwhile, the process does so at once. */
    public static Optional<String> ask(String question) {
        return answer(console -> console.readLine("%s", question));
    }

    /** The same for what is not to be seen. */
    public static Optional<String> askSecret(String question) {
        return answer(console -> console.readPassword("%s", question)).map(String::new);
    }

    private static <T> Optional<T> answer(Function<Console, @Nullable T> question) {
        try (Termination.Registration ignored = Termination.onRequest(
                () -> Termination.giveUp("\nTold to end before that was answered: nothing was done."))) {
            return find().map(question);
        }
    }
}
