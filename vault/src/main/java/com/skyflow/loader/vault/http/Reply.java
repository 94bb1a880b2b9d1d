package com.skyflow.loader.vault.http;

import com.skyflow.loader.vault.answer.Response;

/** What came of a call. No problem text quotes what was sent. */
public sealed interface Reply {
    /** An answer, whatever it says. */
    record Answered(Response response) implements Reply {}

    /** No answer came, and the next call may get one; what was sent may have arrived. */
    record Unanswered(String problem) implements Reply {}

    /** Nothing was sent, because one side cannot prove who it is; nor will it be until a person has looked. */
    record Barred(String problem) implements Reply {}
}
