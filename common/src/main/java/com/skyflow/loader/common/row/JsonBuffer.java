package com.skyflow.loader.common.row;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.Arrays;

/**
 * JSON in UTF-8 whose frame is known beforehand, so that of each row only its two texts have to be looked at. Most of these are plain
 * and are copied; the rest is left to Jackson. Owned by one thread.
 */
public final class JsonBuffer {
    private static final JsonStringEncoder ESCAPES = JsonStringEncoder.getInstance();

    private byte[] bytes;
    private int length;

    /** @param capacity bytes to begin with */
    public JsonBuffer(int capacity) {
        this.bytes = new byte[capacity];
    }

    /** Appends a piece of the frame as it is. */
    public void frame(byte[] piece) {
        if (bytes.length - length < piece.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + piece.length));
        }
        System.arraycopy(piece, 0, bytes, length, piece.length);
        length += piece.length;
    }

    /**
     * Appends a text, escaped where it has to be, without quotes.
     *
     * @throws IllegalArgumentException if it holds half a surrogate pair
     */
    public void text(String text) {
        byte[] utf8 = text.getBytes(UTF_8);
        frame(PlainText.end(utf8, 0) == utf8.length ? utf8 : ESCAPES.quoteAsUTF8(text));
    }

    /** What was appended; the buffer is not used any more. */
    public byte[] toBytes() {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }

    /** A piece of a frame, from text. */
    public static byte[] piece(String text) {
        return text.getBytes(UTF_8);
    }
}
