package com.skyflow.loader.common.row;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * JSON in UTF-8 whose frame is known beforehand, so that of each row only its two texts have to be looked at. Most of these are plain
 * ASCII and are copied; the rest is left to Jackson. Owned by one thread.
 */
public final class JsonBuffer {
    /** Whether an ASCII character stands for itself in a string of JSON. */
    private static final boolean[] PLAIN = new boolean[128];

    static {
        Arrays.fill(PLAIN, ' ', 127, true);
        PLAIN['"'] = false;
        PLAIN['\\'] = false;
    }

    private static final JsonStringEncoder ESCAPES = JsonStringEncoder.getInstance();

    private byte[] bytes;
    private int length;

    /** @param capacity bytes to begin with */
    public JsonBuffer(int capacity) {
        this.bytes = new byte[capacity];
    }

    /** Appends a piece of the frame as it is. */
    public void frame(byte[] piece) {
        ensureRoom(piece.length);
        System.arraycopy(piece, 0, bytes, length, piece.length);
        length += piece.length;
    }

    /**
     * Appends a text, escaped where it has to be, without quotes.
     *
     * @throws IllegalArgumentException if it holds half a surrogate pair
     */
    public void text(String text) {
        ensureRoom(text.length());
        if (!plain(text)) {
            frame(ESCAPES.quoteAsUTF8(text));
        }
    }

    private boolean plain(String text) {
        byte[] to = bytes;
        int at = length;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character >= PLAIN.length || !PLAIN[character]) {
                return false;
            }
            to[at++] = (byte) character;
        }
        length = at;
        return true;
    }

    /** Whether a byte of UTF-8 stands for itself in a string of JSON, and for a character alone. */
    static boolean isPlain(byte character) {
        return character >= 0 && PLAIN[character];
    }

    private void ensureRoom(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }

    /** What was appended; the buffer is not used any more. */
    public byte[] toBytes() {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }

    /** A piece of a frame, from text. */
    public static byte[] piece(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
