package com.skyflow.loader.extractor.csv;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** The UTF-8 bytes of a CSV stream: unpacked, and without a byte order mark. */
final class Plain {
    private static final int BLOCK = 128 * 1024;
    private static final int LONGEST_MARK = 3;
    private static final byte[] UTF_8 = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
    private static final byte[] UTF_16_BIG = {(byte) 0xfe, (byte) 0xff};
    private static final byte[] UTF_16_LITTLE = {(byte) 0xff, (byte) 0xfe};

    private Plain() {}

    static InputStream of(InputStream stream, String name) throws IOException {
        InputStream in = new BufferedInputStream(stream, BLOCK);
        if (Gunzip.isAnnouncedBy(peek(in))) {
            in = new BufferedInputStream(new Gunzip(in), BLOCK);
        }
        byte[] start = peek(in);
        if (beginsWith(start, UTF_16_BIG) || beginsWith(start, UTF_16_LITTLE)) {
            throw CsvProblem.malformed(
                    name + " is UTF-16 (expected: UTF-8)", "Convert it, for example with iconv -f UTF-16 -t UTF-8,");
        }
        in.skipNBytes(beginsWith(start, UTF_8) ? UTF_8.length : 0);
        return in;
    }

    private static byte[] peek(InputStream in) throws IOException {
        in.mark(LONGEST_MARK);
        byte[] start = in.readNBytes(LONGEST_MARK);
        in.reset();
        return start;
    }

    private static boolean beginsWith(byte[] start, byte[] mark) {
        return start.length >= mark.length && Arrays.equals(start, 0, mark.length, mark, 0, mark.length);
    }
}
