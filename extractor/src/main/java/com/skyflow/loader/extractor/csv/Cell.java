package com.skyflow.loader.extractor.csv;

import com.skyflow.loader.common.row.Pair;
import com.skyflow.loader.extractor.source.Flaw;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One field of the current row, filled anew with each row. It holds a byte in each char: whether these bytes are text is found
 * out for each field alone, so that a damaged one harms no other. Owned by the thread that reads.
 */
final class Cell {
    private final CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
    private char[] bytes = new char[256];
    private int length;
    private @Nullable String decoded;

    void clear() {
        length = 0;
        decoded = null;
    }

    void set(char[] source, int offset, int length) {
        if (length > bytes.length) {
            bytes = new char[Math.max(length, 2 * bytes.length)];
        }
        System.arraycopy(source, offset, bytes, 0, length);
        this.length = length;
        decoded = null;
    }

    /** Why this is no value and no token, as the rest of a sentence; null if it is one. */
    @Nullable String flaw() {
        if (length == 0) {
            return Flaw.EMPTY;
        }
        if (isAscii()) {
            return length > Pair.MAX_CHARACTERS ? Flaw.TOO_LONG : null;
        }
        try {
            CharBuffer text = utf8.decode(ByteBuffer.wrap(toBytes()));
            return Character.codePointCount(text, 0, text.length()) > Pair.MAX_CHARACTERS ? Flaw.TOO_LONG : keep(text);
        } catch (CharacterCodingException e) {
            return "is not valid UTF-8";
        }
    }

    private @Nullable String keep(CharBuffer text) {
        decoded = text.toString();
        return null;
    }

    /** The text of a cell that was found to have no flaw. */
    String text() {
        return decoded == null ? new String(bytes, 0, length) : decoded;
    }

    byte[] toBytes() {
        return new String(bytes, 0, length).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A hash that cannot be foreseen without the key. */
    long hash(long key) {
        long hash = key ^ length;
        int i = 0;
        // Four at once: each step has to wait for the one before.
        for (; i + 3 < length; i += 4) {
            hash = mix(
                    hash, bytes[i] | (long) bytes[i + 1] << 16 | (long) bytes[i + 2] << 32 | (long) bytes[i + 3] << 48);
        }
        for (; i < length; i++) {
            hash = mix(hash, bytes[i]);
        }
        // The finalizer "Mix13" of D. Stafford: every bit of the input reaches every bit of the hash.
        hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
        hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
        return hash ^ (hash >>> 31);
    }

    private static long mix(long hash, long word) {
        long product = (hash ^ word) * 0x9e3779b97f4a7c15L;
        return product ^ (product >>> 32);
    }

    private boolean isAscii() {
        int all = 0;
        for (int i = 0; i < length; i++) {
            all |= bytes[i];
        }
        return all < 0x80;
    }

    @Override
    public String toString() {
        return "Cell[***]";
    }
}
