package com.skyflow.loader.common.deadletter;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;

/** Why a row was given up. The list is closed: tools may switch over it. */
public enum Reason {
    /** The vault refused this row, alone in its call. */
    REJECTED("rejected"),
    /** Every attempt failed for this row alone, while the vault took others. */
    EXHAUSTED("exhausted"),
    /** The source's row is no pair: an empty or too long field, or no UTF-8. It never entered the vault's topic. */
    INVALID_ROW("invalid-row"),
    /** A record of the vault's topic that is no row of the loader. */
    UNREADABLE("unreadable");

    private final String text;

    Reason(String text) {
        this.text = text;
    }

    /** The text in headers, events and error logs. */
    @JsonValue
    public String text() {
        return text;
    }

    @JsonCreator
    public static Reason of(String text) {
        return Arrays.stream(values())
                .filter(reason -> reason.text.equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("reason: '" + text + "'"));
    }

    @Override
    public String toString() {
        return text;
    }
}
