package com.skyflow.loader.generator;

import java.nio.charset.StandardCharsets;

/**
 * Writes the rows of one vault. A row follows from its number and the salt alone, so that any thread can write any row.
 * Immutable.
 */
final class RowFormat {
    /** No row is longer, in bytes; the longest has 51. */
    static final int MAX_ROW_BYTES = 64;

    private final Subject subject;
    private final long subjectKey;
    private final byte[] valueMiddle;
    private final Suffixes valueSuffixes;
    private final byte[] tokenStart;
    private final Suffixes tokenSuffixes;

    RowFormat(MockVault vault, RunSalt salt) {
        this.subject = Subject.of(vault);
        this.subjectKey = salt.key(vault.text() + "/subject").first();
        this.valueMiddle = ascii("" + subject.separator() + salt.timestamp() + '_');
        this.valueSuffixes = new Suffixes(salt.key(vault.text() + "/value"));
        this.tokenStart = ascii("tok_" + vault.text() + '_' + salt.timestamp() + '_');
        this.tokenSuffixes = new Suffixes(salt.key(vault.text() + "/token"));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Writes a row of the data file; returns the index after it. */
    int writeValue(long row, byte[] to, int at) {
        int index = (int) Mix.below(subject.count(), row + subjectKey);
        int next = copy(valueMiddle, to, subject.write(index, to, at));
        next = valueSuffixes.write(row, to, next);
        to[next] = '\n';
        return next + 1;
    }

    /** Writes a row of the token file; returns the index after it. */
    int writeToken(long row, byte[] to, int at) {
        int next = copy(tokenStart, to, at);
        next = tokenSuffixes.write(row, to, next);
        to[next] = '\n';
        return next + 1;
    }

    private static int copy(byte[] text, byte[] to, int at) {
        System.arraycopy(text, 0, to, at, text.length);
        return at + text.length;
    }
}
