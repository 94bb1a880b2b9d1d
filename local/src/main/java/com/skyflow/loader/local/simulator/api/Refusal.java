package com.skyflow.loader.local.simulator.api;

/** The end of a call by an error of the API. Without a stack trace: it is an answer, not a failure. */
final class Refusal extends RuntimeException {
    private final int status;

    Refusal(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    int status() {
        return status;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
