package com.skyflow.loader.local.broker;

import com.skyflow.loader.common.failure.ExitCode;

/** The end of a process whose broker cannot go on. */
final class LastWords {
    private LastWords() {}

    /** Halts as a kill would, because shutdown hooks could wait for the broker that is gone. */
    static synchronized void end(String sentence) {
        System.err.println(sentence);
        System.err.flush();
        Runtime.getRuntime().halt(ExitCode.UNFINISHED.code());
    }
}
