package com.skyflow.loader.common.failure;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** How a command ends. Where several reasons meet, the higher one wins: 1, 3, 4, 2, 0. */
public enum ExitCode {
    /** Everything was loaded. */
    LOADED(0),
    /** Wrong usage or settings; nothing was done. */
    USAGE(1),
    /** Finished, with rows in a dead-letter topic. */
    DEAD_LETTERS(2),
    /** A vault was stopped and needs a person. */
    STOPPED(3),
    /** Not finished: start again to continue. */
    UNFINISHED(4);

    private static final List<ExitCode> BY_WEIGHT = List.of(LOADED, DEAD_LETTERS, UNFINISHED, STOPPED, USAGE);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    /** The status of the process. */
    public int code() {
        return code;
    }

    /** The weightiest of several reasons; {@link #LOADED} if there is none. */
    public static ExitCode weightiest(Collection<ExitCode> reasons) {
        return reasons.stream().max(Comparator.comparingInt(BY_WEIGHT::indexOf)).orElse(LOADED);
    }
}
