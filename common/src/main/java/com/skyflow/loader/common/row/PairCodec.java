package com.skyflow.loader.common.row;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The wire format of a pair: {@code {"value":"…","token":"…"}} in UTF-8. Thread-safe. */
public final class PairCodec {
    private static final JsonFactory JSON = new JsonFactory();
    private static final byte[] HEAD = JsonBuffer.piece("{\"value\":\"");
    private static final byte[] MIDDLE = JsonBuffer.piece("\",\"token\":\"");
    private static final byte[] TAIL = JsonBuffer.piece("\"}");
    private static final int FRAME = HEAD.length + MIDDLE.length + TAIL.length;

    private PairCodec() {}

    /**
     * The bytes of a record's value.
     *
     * @throws IllegalArgumentException if a text holds half a surrogate pair
     */
    public static byte[] encode(Pair pair) {
        JsonBuffer json =
                new JsonBuffer(FRAME + pair.value().length() + pair.token().length());
        json.frame(HEAD);
        json.text(pair.value());
        json.frame(MIDDLE);
        json.text(pair.token());
        json.frame(TAIL);
        return json.toBytes();
    }

    /** The pair in a record's value; empty if the bytes are no pair of two texts that are not empty. */
    public static Optional<Pair> decode(byte @Nullable [] bytes) {
        if (bytes == null) {
            return Optional.empty();
        }
        Pair plain = plain(bytes);
        return plain == null ? parse(bytes) : Optional.of(plain);
    }

    /** The pair in bytes that are framed as {@link #encode} frames them and hold plain ASCII, as most do; null for all others. */
    private static @Nullable Pair plain(byte[] bytes) {
        int value = text(bytes, 0, HEAD);
        if (value < 0) {
            return null;
        }
        int token = text(bytes, value, MIDDLE);
        if (token < 0 || token + TAIL.length != bytes.length || !isAt(bytes, token, TAIL)) {
            return null;
        }
        int tokenStart = value + MIDDLE.length;
        return value == HEAD.length || token == tokenStart
                ? null
                : new Pair(
                        new String(bytes, HEAD.length, value - HEAD.length, StandardCharsets.ISO_8859_1),
                        new String(bytes, tokenStart, token - tokenStart, StandardCharsets.ISO_8859_1));
    }

    /** Where the plain text ends that follows this piece of the frame; -1 if the piece is not there. */
    private static int text(byte[] bytes, int from, byte[] piece) {
        if (!isAt(bytes, from, piece)) {
            return -1;
        }
        return PlainText.end(bytes, from + piece.length);
    }

    private static boolean isAt(byte[] bytes, int from, byte[] piece) {
        int to = from + piece.length;
        return to <= bytes.length && Arrays.equals(bytes, from, to, piece, 0, piece.length);
    }

    private static Optional<Pair> parse(byte[] bytes) {
        String value = null;
        String token = null;
        try (JsonParser json = JSON.createParser(bytes)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                String text = json.nextTextValue();
                if (text == null || text.isEmpty() || !isWellFormed(text)) {
                    return Optional.empty();
                }
                if (name.equals("value") && value == null) {
                    value = text;
                } else if (name.equals("token") && token == null) {
                    token = text;
                } else {
                    return Optional.empty();
                }
            }
            if (json.currentToken() != JsonToken.END_OBJECT || json.nextToken() != null) {
                return Optional.empty();
            }
        } catch (IOException e) {
            return Optional.empty();
        }
        return value == null || token == null ? Optional.empty() : Optional.of(new Pair(value, token));
    }

    /** Whether a text holds no half of a surrogate pair, which JSON may escape and UTF-8 cannot hold. */
    private static boolean isWellFormed(String text) {
        return text.codePoints()
                .noneMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }
}
