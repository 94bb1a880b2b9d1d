package com.skyflow.loader.generator;

import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** Why a folder could not be written, as a sentence. */
final class WriteFailure {
    private WriteFailure() {}

    static LoaderException of(Path folder, IOException cause) {
        ExitCode exitCode = cause instanceof AccessDeniedException || cause instanceof FileAlreadyExistsException
                ? ExitCode.USAGE
                : ExitCode.UNFINISHED;
        String remedy = isDiskFull(cause) ? "make room, or choose" : "choose";
        return new LoaderException(
                exitCode,
                folder + " cannot be written: " + reason(cause) + " (" + remedy + " another folder with --out)",
                cause);
    }

    private static String reason(IOException cause) {
        if (isDiskFull(cause)) {
            return "the disk is full";
        }
        return switch (cause) {
            case AccessDeniedException denied -> "permission denied";
            case FileAlreadyExistsException file -> file.getFile() + " is no folder";
            case FileSystemException failure -> failure.getFile() + ": " + failure.getReason();
            default -> String.valueOf(cause.getMessage());
        };
    }

    private static boolean isDiskFull(IOException cause) {
        String message = String.valueOf(cause.getMessage());
        return message.contains("No space left on device") || message.contains("Disk quota exceeded");
    }
}
