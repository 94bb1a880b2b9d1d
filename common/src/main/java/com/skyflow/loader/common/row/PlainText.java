package com.skyflow.loader.common.row;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * ASCII that stands for itself in a string of JSON: no control character, no quote, no backslash; and no question mark, which
 * encoders make of half a surrogate pair. Looked at eight bytes at a time, because every row is looked at three times, and byte by
 * byte that was the most expensive thing that is done for it.
 */
final class PlainText {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long EACH = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private PlainText() {}

    /** Where the plain text ends that begins at an index: at the first byte that is none, or behind the last. */
    static int end(byte[] bytes, int from) {
        int end = from;
        while (end + Long.BYTES <= bytes.length && isPlain((long) EIGHT.get(bytes, end))) {
            end += Long.BYTES;
        }
        while (end < bytes.length && isPlain(bytes[end])) {
            end++;
        }
        return end;
    }

    private static boolean isPlain(byte one) {
        return one >= ' ' && one != '"' && one != '\\' && one != '?';
    }

    /** Whether all of eight bytes are: a subtraction from a byte that is too small sets its high bit. */
    private static boolean isPlain(long eight) {
        long quote = eight ^ ('"' * EACH);
        long backslash = eight ^ ('\\' * EACH);
        long question = eight ^ ('?' * EACH);
        long low = eight - ' ' * EACH;
        return ((eight | low | (quote - EACH) | (backslash - EACH) | (question - EACH)) & HIGH_BITS) == 0;
    }
}
