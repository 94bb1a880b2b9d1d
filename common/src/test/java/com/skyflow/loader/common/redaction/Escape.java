package com.skyflow.loader.common.redaction;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Collectors;

/** A way to write a character of a value in a message. */
enum Escape {
    RAW,
    UPPER,
    JSON,
    JSON_UNITS,
    URL,
    FORM,
    HTML,
    HTML_HEX,
    JSON_IN_URL,
    URL_TWICE;

    /** Escapes a single code point. */
    String of(String character) {
        int code = character.codePointAt(0);
        return switch (this) {
            case RAW -> character;
            case UPPER -> character.toUpperCase(Locale.ROOT);
            case JSON -> "\"\\/".contains(character) ? '\\' + character : code < 0x80 ? character : units(character);
            case JSON_UNITS -> units(character);
            case URL -> character.equals(" ") ? "%20" : FORM.of(character);
            case FORM -> URLEncoder.encode(character, StandardCharsets.UTF_8);
            case HTML ->
                switch (character) {
                    case "&" -> "&amp;";
                    case "<" -> "&lt;";
                    case "\"" -> "&quot;";
                    case "'" -> "&#39;";
                    default -> character;
                };
            case HTML_HEX -> "&#x%x;".formatted(code);
            case JSON_IN_URL -> units(character).replace("\\", "%5C");
            case URL_TWICE -> URL.of(character).replace("%", "%25");
        };
    }

    String all(String text) {
        return text.codePoints().mapToObj(code -> of(Character.toString(code))).collect(Collectors.joining());
    }

    private static String units(String character) {
        return character.chars().mapToObj("\\u%04x"::formatted).collect(Collectors.joining());
    }
}
