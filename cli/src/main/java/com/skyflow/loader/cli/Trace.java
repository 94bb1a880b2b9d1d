package com.skyflow.loader.cli;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** Where an unforeseen failure happened: types and places of it and its causes, and no message, which could quote a value. */
record Trace(Throwable failure) {
    private static final int FRAMES = 12;

    void print(PrintWriter out) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            out.println("  " + cause.getClass().getName());
            StackTraceElement[] frames = cause.getStackTrace();
            for (int i = 0; i < Math.min(FRAMES, frames.length); i++) {
                out.println("    at " + frames[i]);
            }
        }
    }
}
