package com.skyflow.loader.common.redaction;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What may be a value although nobody knows it: what is quoted, and words with a digit. */
final class Suspicion {
    private static final int MIN_WORD = 4;
    private static final String QUOTES = "'\"`";
    private static final String BETWEEN_WORDS = " =;()[]{}<>|" + QUOTES;

    private final Set<String> safeWords;
    private final List<String> safeBeginnings;

    Suspicion(Collection<String> safeWords) {
        this.safeWords = safeWords.stream().map(Suspicion::fold).collect(Collectors.toUnmodifiableSet());
        safeBeginnings =
                this.safeWords.stream().filter(word -> word.endsWith("/")).toList();
    }

    void cover(Mask mask) {
        coverWords(mask);
        QUOTES.chars().forEach(quote -> coverQuoted(mask, (char) quote));
    }

    private void coverWords(Mask mask) {
        String text = mask.text();
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || BETWEEN_WORDS.indexOf(text.charAt(i)) >= 0) {
                coverWord(mask, start, i);
                start = i + 1;
            }
        }
    }

    private void coverWord(Mask mask, int start, int end) {
        String text = mask.text();
        int from = start;
        while (from < end && !Character.isLetterOrDigit(text.charAt(from))) {
            from++;
        }
        int to = end;
        while (to > from && !Character.isLetterOrDigit(text.charAt(to - 1))) {
            to--;
        }
        String word = text.substring(from, to);
        if (word.length() >= MIN_WORD && word.chars().anyMatch(Character::isDigit) && !isSafe(word)) {
            mask.cover(from, to);
        }
    }

    /**
     * A quote opens where no word goes before and closes where no word follows, which leaves apostrophes alone. One that is
     * never closed reaches to the end. One that closes what never opened shows that an earlier pair was none.
     */
    private void coverQuoted(Mask mask, char quote) {
        String text = mask.text();
        int open = -1;
        int lastEnd = quote == '\'' ? -1 : 0;
        for (int i = text.indexOf(quote); i >= 0; i = text.indexOf(quote, i + 1)) {
            boolean closes = !isWord(text, i + 1);
            if (open < 0 && !isWord(text, i - 1)) {
                open = i;
            } else if (open >= 0 && closes) {
                coverUnlessSafe(mask, open + 1, i);
                open = -1;
                lastEnd = i + 1;
            } else if (closes && lastEnd >= 0) {
                mask.cover(lastEnd, i);
                lastEnd = i + 1;
            }
        }
        if (open >= 0) {
            coverUnlessSafe(mask, open + 1, text.length());
        }
    }

    private void coverUnlessSafe(Mask mask, int from, int to) {
        if (!isSafe(mask.text().substring(from, to))) {
            mask.cover(from, to);
        }
    }

    private boolean isSafe(String content) {
        String folded = fold(content);
        return safeWords.contains(folded) || safeBeginnings.stream().anyMatch(beginsLikeIt(folded));
    }

    private static Predicate<String> beginsLikeIt(String content) {
        return beginning -> content.startsWith(beginning) && content.indexOf(' ') < 0;
    }

    private static boolean isWord(String text, int index) {
        return index >= 0
                && index < text.length()
                && (Character.isLetterOrDigit(text.charAt(index)) || text.charAt(index) == Mask.CHARACTER);
    }

    private static String fold(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
