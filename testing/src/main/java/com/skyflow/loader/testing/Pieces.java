package com.skyflow.loader.testing;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The pieces of secrets of which none may be seen: any six characters in a row, in any letter case, raw or with the escapes of JSON or
 * URLs.
 */
public final class Pieces {
    private static final int LENGTH = 6;
    private static final Pattern BACKSLASH = Pattern.compile("\\\\(.)");

    private final Set<String> pieces = new HashSet<>();

    private Pieces(String... secrets) {
        for (String secret : secrets) {
            String folded = secret.toLowerCase(Locale.ROOT);
            for (int i = 0; i + LENGTH <= folded.length(); i++) {
                pieces.add(folded.substring(i, i + LENGTH));
            }
        }
    }

    /** Those of some secrets, which occur nowhere else. */
    public static Pieces of(String... secrets) {
        return new Pieces(secrets);
    }

    /** Whether a text holds one. */
    public boolean isIn(String text) {
        String json = unescaped(text, "\\u", 4);
        return List.of(text, json, BACKSLASH.matcher(json).replaceAll("$1"), unescaped(text, "%", 2)).stream()
                .map(form -> form.toLowerCase(Locale.ROOT))
                .anyMatch(this::isWithin);
    }

    private boolean isWithin(String folded) {
        for (int i = 0; i + LENGTH <= folded.length(); i++) {
            if (pieces.contains(folded.substring(i, i + LENGTH))) {
                return true;
            }
        }
        return false;
    }

    /** The text with every escape of so many hexadecimal digits replaced by its character. */
    private static String unescaped(String text, String mark, int digits) {
        StringBuilder plain = new StringBuilder(text.length());
        int i = 0;
        while (i < text.length()) {
            int end = i + mark.length() + digits;
            int character = text.startsWith(mark, i) && end <= text.length()
                    ? character(text.substring(i + mark.length(), end))
                    : -1;
            plain.append(character < 0 ? text.charAt(i) : (char) character);
            i = character < 0 ? i + 1 : end;
        }
        return plain.toString();
    }

    private static int character(String hexadecimal) {
        return hexadecimal.chars().allMatch(c -> Character.digit(c, 16) >= 0) ? Integer.parseInt(hexadecimal, 16) : -1;
    }
}
