package com.skyflow.loader.uploader.health;

import com.skyflow.loader.common.failure.ExitCode;

/** Why a vault's uploader stopped before its rows were finished. */
public sealed interface Stop {
    /** The whole reason, with what to do. */
    String sentence();

    /** How the command ends for it. */
    ExitCode exitCode();

    /** A person has to look: nothing can be loaded like this. */
    record NeedsPerson(String sentence) implements Stop {
        @Override
        public ExitCode exitCode() {
            return ExitCode.STOPPED;
        }
    }

    /** The rows are refused wholesale, so that the settings must be wrong: none of them becomes a dead letter. */
    record Misconfigured(String sentence) implements Stop {
        @Override
        public ExitCode exitCode() {
            return ExitCode.STOPPED;
        }
    }

    /** It can go on later where it stands. */
    record Unfinished(String sentence) implements Stop {
        @Override
        public ExitCode exitCode() {
            return ExitCode.UNFINISHED;
        }
    }
}
