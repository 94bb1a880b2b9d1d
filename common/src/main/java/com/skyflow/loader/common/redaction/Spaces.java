package com.skyflow.loader.common.redaction;

/** White space and invisible characters: what ends up in a line of a log. */
final class Spaces {
    /** Stands for a character that is left out. */
    static final int NONE = -1;

    private Spaces() {}

    /** A blank for white space, {@link #NONE} for control and format characters, any other character itself. */
    static int plain(char unit) {
        if (Character.isWhitespace(unit) || Character.isSpaceChar(unit)) {
            return ' ';
        }
        return Character.isISOControl(unit) || Character.getType(unit) == Character.FORMAT ? NONE : unit;
    }

    /** The text with each of its characters plain. */
    static String plain(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        text.chars()
                .map(unit -> plain((char) unit))
                .filter(unit -> unit != NONE)
                .forEach(unit -> plain.append((char) unit));
        return plain.toString();
    }

    /** The text with one blank where several stood together. */
    static String fold(String plain) {
        StringBuilder folded = new StringBuilder(plain.length());
        char last = 0;
        for (int i = 0; i < plain.length(); i++) {
            char unit = plain.charAt(i);
            if (unit != ' ' || last != ' ') {
                folded.append(unit);
            }
            last = unit;
        }
        return folded.toString();
    }
}
