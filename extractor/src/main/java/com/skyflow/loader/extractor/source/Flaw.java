package com.skyflow.loader.extractor.source;

import com.skyflow.loader.common.row.Pair;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Why a text is no value and no token, as the rest of a sentence. */
public final class Flaw {
    public static final String EMPTY = "is empty";
    public static final String TOO_LONG =
            String.format(Locale.ROOT, "is longer than %,d characters", Pair.MAX_CHARACTERS);

    private Flaw() {}

    /** The flaw of a text; null if it has none. */
    public static @Nullable String of(String text) {
        if (text.isEmpty()) {
            return EMPTY;
        }
        boolean tooLong =
                text.length() > Pair.MAX_CHARACTERS && text.codePointCount(0, text.length()) > Pair.MAX_CHARACTERS;
        return tooLong ? TOO_LONG : null;
    }

    /** The sentence about a row, at least one side of which has a flaw. */
    public static String sentence(@Nullable String valueFlaw, @Nullable String tokenFlaw) {
        if (valueFlaw == null) {
            return "The token " + tokenFlaw + ".";
        }
        return "The value " + valueFlaw + (tokenFlaw == null ? "." : " and the token " + tokenFlaw + ".");
    }
}
