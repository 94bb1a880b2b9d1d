package com.skyflow.loader.common.failure;

import org.jspecify.annotations.Nullable;

/** The end of a command for a reason that its user can understand: one sentence, and the status to exit with. */
public class LoaderException extends RuntimeException {
    private final ExitCode exitCode;

    /**
     * @param exitCode the status to exit with
     * @param sentence what, which, found, expected, and what to do; never a value, token or secret
     */
    public LoaderException(ExitCode exitCode, String sentence) {
        this(exitCode, sentence, null);
    }

    public LoaderException(ExitCode exitCode, String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
        this.exitCode = exitCode;
    }

    public ExitCode exitCode() {
        return exitCode;
    }

    /** The sentence for the user. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
