package com.skyflow.loader.common.redaction;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * Makes a foreign message safe to log, store and show. It gives back what the message says, unescaped and on one line, with
 * {@code ***} in place of
 *
 * <ol>
 *   <li>every piece of six or more characters of a sensitive text, in any letter case, whether it stood there raw or escaped
 *       for JSON, URLs or HTML, also repeatedly, or with other punctuation;
 *   <li>every sensitive text shorter than that, where no letters or digits adjoin it;
 *   <li>what is quoted, and every word of four or more characters with a digit, unless it is a safe word: the vault may
 *       quote rows that the caller does not know.
 * </ol>
 *
 * <p>Escapes are undone in the result instead of being masked where they stand, so that there is one text to search and no
 * escaped form can survive. Because of this the result may hold {@code <} or {@code "}: whoever writes it into HTML or JSON
 * escapes it. The pieces of the message are hashed and those of the sensitive texts looked up in them, which is linear in both
 * and needs memory for the message only. Immutable, for any thread.
 */
public final class Redactor {
    /** The longest result. */
    public static final int MAX_CHARACTERS = 500;

    private static final int MAX_INPUT = 16_384;
    /** Two are enough but for messages made to resist: a mask may change what a quote or a cut word means. */
    private static final int MAX_PASSES = 10;

    private static final String ELLIPSIS = " …";

    private final Suspicion suspicion;

    private Redactor(Suspicion suspicion) {
        this.suspicion = suspicion;
    }

    /**
     * A redactor that leaves some words alone.
     *
     * @param safeWords what the message may quote: table, column, vault id, in any case; a word that ends with a slash stands
     *     for every word that begins with it, such as {@code https://docs.skyflow.com/}
     */
    public static Redactor of(Collection<String> safeWords) {
        return new Redactor(new Suspicion(safeWords));
    }

    /**
     * The message without what must not be seen, at most {@value #MAX_CHARACTERS} characters.
     *
     * @param sensitive values and tokens that the message may quote; iterated more than once
     */
    public String redact(String message, Iterable<String> sensitive) {
        String text = message.substring(0, Math.min(message.length(), MAX_INPUT));
        for (int pass = 0; pass < MAX_PASSES; pass++) {
            String next = cut(masked(Unescaper.unescape(text), sensitive));
            if (next.equals(text)) {
                return next;
            }
            text = next;
        }
        return Mask.MASK;
    }

    private String masked(String unescaped, Iterable<String> sensitive) {
        String text = Spaces.fold(unescaped).strip();
        Mask mask = new Mask(text);
        List<Search> searches =
                Arrays.stream(View.values()).map(view -> new Search(view, text)).toList();
        for (String secret : sensitive) {
            String plain = Spaces.plain(secret);
            String decoded = Unescaper.unescape(secret);
            for (Search search : searches) {
                search.lookFor(plain);
                if (!decoded.equals(plain)) {
                    search.lookFor(decoded);
                }
            }
        }
        searches.forEach(search -> search.coverFound(mask));
        suspicion.cover(mask);
        return mask.toString();
    }

    /** Cut between words: half a word might be a short sensitive text that is not recognised any more. */
    private static String cut(String text) {
        if (text.length() <= MAX_CHARACTERS) {
            return text;
        }
        int end = text.lastIndexOf(' ', MAX_CHARACTERS - ELLIPSIS.length());
        return (end < 0 ? Mask.MASK : text.substring(0, end)) + ELLIPSIS;
    }
}
