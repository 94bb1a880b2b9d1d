package com.skyflow.loader.common.redaction;

import java.util.Locale;

/** A way to look at a text, so that two spellings of the same look alike. Letter case never counts. */
enum View {
    /** Every character, several blanks as one. */
    EXACT,
    /** Every character, a plus sign as a blank: as browsers escape forms. */
    SPACED,
    /** Letters and digits only, for a value that was given other punctuation; masks count, they join nothing. */
    ALPHANUMERIC;

    /** The text as it looks, with each unit's place in the text. */
    Form of(String text) {
        String seen = this == EXACT ? Spaces.fold(text) : text;
        Form form = new Form(seen.length());
        int step;
        for (int i = 0; i < seen.length(); i += step) {
            int code = seen.codePointAt(i);
            step = Character.charCount(code);
            if (this != ALPHANUMERIC || Character.isLetterOrDigit(code) || code == Mask.CHARACTER) {
                append(form, this == SPACED && code == '+' ? ' ' : code, i);
            }
        }
        return form;
    }

    private static void append(Form form, int code, int place) {
        if (code < 0x80) {
            form.append((char) Character.toLowerCase(code), place);
            return;
        }
        // Over the upper case, because of letters such as ß (SS) and ς (Σ); twice to the lower, because of ẞ (ß).
        String folded = Character.toString(code)
                .toLowerCase(Locale.ROOT)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
        for (int i = 0; i < folded.length(); i++) {
            form.append(folded.charAt(i), place);
        }
    }
}
