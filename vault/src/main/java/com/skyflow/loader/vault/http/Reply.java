package com.skyflow.loader.vault.http;

import com.skyflow.loader.vault.answer.Response;

/** What came of a call. No problem text quotes what was sent. */
public sealed interface Reply {
    /** An answer, whatever it says. */
    record Answered(Response response) implements Reply {}

    /** No answer came, and the next call may get one; what was sent may have arrived. */
    record Unanswered(String problem) implements Reply {}

    /** Whoever listens there cannot prove to be the one that is meant. */
    record Untrusted(String problem) implements Reply {}
}
