package com.skyflow.loader.common.redaction;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Undoes the escapes of JSON and its relatives (such as backslash and n, u0041 or x41), of URLs (%41, UTF-8) and of HTML (by
 * name or number) until none is left, however deep they are nested: after each character it looks whether the end of what it
 * has is an escape now. That is one pass of constant work a character. A plus sign stays; {@link View#SPACED} takes it for a
 * blank.
 */
final class Unescaper {
    /** Added to a byte of a UTF-8 sequence that is not complete yet. */
    private static final int BYTE = 0x110000;

    private static final int LONGEST_ENTITY = 10;
    private static final char UNKNOWN = '\uFFFD';
    private static final Map<String, Character> ENTITIES =
            Map.of("amp", '&', "lt", '<', "gt", '>', "quot", '"', "apos", '\'', "nbsp", ' ');

    private final int[] units;
    private int length;

    private Unescaper(int capacity) {
        units = new int[capacity];
    }

    /** The text without escapes and with {@linkplain Spaces#plain(String) plain} characters only. */
    static String unescape(String text) {
        Unescaper unescaper = new Unescaper(text.length());
        for (int i = 0; i < text.length(); i++) {
            unescaper.append(text.charAt(i));
            boolean undone;
            do {
                undone = unescaper.undoLast();
            } while (undone);
        }
        return unescaper.text();
    }

    private void append(char unit) {
        int plain = Spaces.plain(unit);
        if (plain != Spaces.NONE) {
            units[length++] = plain;
        }
    }

    /** Undoes the escape at the end; false if there is none. */
    private boolean undoLast() {
        if (at(1) == ';' && undoEntity()) {
            return true;
        }
        if (at(2) == '\\' && undoShort((char) at(1))) {
            return true;
        }
        if (areHex(2) && (at(3) == '%' || (at(3) == 'x' && at(4) == '\\'))) {
            int code = hex(2);
            length -= at(3) == '%' ? 3 : 4;
            appendByte(code);
            return true;
        }
        if (areHex(4) && at(5) == 'u' && (at(6) == '\\' || at(6) == '%')) {
            char unit = (char) hex(4);
            length -= 6;
            append(unit);
            return true;
        }
        return false;
    }

    private boolean undoShort(char letter) {
        int meant = switch (letter) {
            case '"', '\'', '\\', '/' -> letter;
            case 'n', 'r', 't', 'f' -> ' ';
            case 'b' -> '\b';
            default -> Spaces.NONE;
        };
        if (meant == Spaces.NONE) {
            return false;
        }
        length -= 2;
        append((char) meant);
        return true;
    }

    private boolean undoEntity() {
        int start = 2;
        while (start <= LONGEST_ENTITY && at(start) != '&') {
            start++;
        }
        if (at(start) != '&') {
            return false;
        }
        StringBuilder name = new StringBuilder();
        for (int i = start - 1; i > 1; i--) {
            name.appendCodePoint(Math.min(Math.max(at(i), 0), Character.MAX_CODE_POINT));
        }
        int code = code(name.toString());
        if (code < 0) {
            return false;
        }
        length -= start;
        appendCodePoint(code);
        return true;
    }

    private static int code(String name) {
        Character named = ENTITIES.get(name);
        if (named != null) {
            return named;
        }
        try {
            int code = name.startsWith("#x") || name.startsWith("#X")
                    ? Integer.parseInt(name.substring(2), 16)
                    : name.startsWith("#") ? Integer.parseInt(name.substring(1)) : Spaces.NONE;
            return Character.isValidCodePoint(code) ? code : Spaces.NONE;
        } catch (NumberFormatException e) {
            return Spaces.NONE;
        }
    }

    private void appendByte(int code) {
        if (code < 0x80) {
            append((char) code);
            return;
        }
        units[length++] = BYTE + code;
        int count = 1;
        while (count < 4 && isContinuation(at(count))) {
            count++;
        }
        if (count > 1 && sequenceLength(at(count)) == count) {
            completeSequence(count);
        }
    }

    private void completeSequence(int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) (at(count - i) - BYTE);
        }
        int code = new String(bytes, StandardCharsets.UTF_8).codePointAt(0);
        if (code != UNKNOWN) {
            length -= count;
            appendCodePoint(code);
        }
    }

    private void appendCodePoint(int code) {
        for (char unit : Character.toChars(code)) {
            append(unit);
        }
    }

    private static boolean isContinuation(int unit) {
        return unit >= BYTE + 0x80 && unit < BYTE + 0xC0;
    }

    private static int sequenceLength(int lead) {
        int code = lead - BYTE;
        if (code >= 0xF0) {
            return 4;
        }
        return code >= 0xE0 ? 3 : code >= 0xC0 ? 2 : 0;
    }

    private boolean areHex(int count) {
        for (int i = 1; i <= count; i++) {
            if (Character.digit(at(i), 16) < 0 || at(i) > 'f') {
                return false;
            }
        }
        return true;
    }

    private int hex(int count) {
        int value = 0;
        for (int i = count; i >= 1; i--) {
            value = value * 16 + Character.digit(at(i), 16);
        }
        return value;
    }

    /** The unit so far from the end, the last one being 1; {@link Spaces#NONE} before the beginning. */
    private int at(int fromEnd) {
        return fromEnd > length ? Spaces.NONE : units[length - fromEnd];
    }

    private String text() {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(units[i] < BYTE ? (char) units[i] : latin(units[i] - BYTE));
        }
        return text.toString();
    }

    /** A byte that is no part of UTF-8, as in ISO 8859-1; its controls, blank and soft hyphen are left unknown. */
    private static char latin(int code) {
        return code > 0xA0 && code != 0xAD ? (char) code : UNKNOWN;
    }
}
