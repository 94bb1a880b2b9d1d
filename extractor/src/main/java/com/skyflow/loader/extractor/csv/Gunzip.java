package com.skyflow.loader.extractor.csv;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * What a gzip stream of one or more members holds (RFC 1952).
 *
 * <p>The JDK's own reader asks {@code available()} whether another member follows and takes a damaged one for the end, so that
 * a pipe or a truncated file could come up short without a word. This one reads until the input ends, and refuses everything
 * that is no whole member.
 */
final class Gunzip extends InputStream {
    private static final int BLOCK = 128 * 1024;
    private static final int DEFLATE = 8;
    private static final int HEADER_CRC = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int RESERVED = 0xe0;

    private final InputStream in;
    private final byte[] block = new byte[BLOCK];
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private int position;
    private int limit;
    private boolean inMember;

    Gunzip(InputStream in) {
        this.in = in;
    }

    /** Whether a stream that begins so is gzip. */
    static boolean isAnnouncedBy(byte[] start) {
        return start.length >= 2 && start[0] == 0x1f && start[1] == (byte) 0x8b;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (inMember || beginMember()) {
            int count = inflate(target, offset, length);
            if (count > 0) {
                crc.update(target, offset, count);
                return count;
            }
            if (inflater.finished()) {
                endMember();
            } else {
                feed();
            }
        }
        return -1;
    }

    private int inflate(byte[] target, int offset, int length) throws ZipException {
        try {
            return inflater.inflate(target, offset, length);
        } catch (DataFormatException e) {
            throw new ZipException("compressed data is damaged");
        }
    }

    private void feed() throws IOException {
        if (inflater.needsDictionary() || !fill()) {
            throw new EOFException("gzip data ends too early");
        }
        inflater.setInput(block, 0, limit);
        position = limit;
    }

    private boolean beginMember() throws IOException {
        if (position == limit && !fill()) {
            return false;
        }
        if (take() != 0x1f || take() != 0x8b || take() != DEFLATE) {
            throw new ZipException("what follows is not gzip");
        }
        int flags = take();
        if ((flags & RESERVED) != 0) {
            throw new ZipException("unknown gzip flags");
        }
        skip(6);
        if ((flags & EXTRA) != 0) {
            skip(take() | take() << 8);
        }
        if ((flags & NAME) != 0) {
            skipText();
        }
        if ((flags & COMMENT) != 0) {
            skipText();
        }
        if ((flags & HEADER_CRC) != 0) {
            skip(2);
        }
        inflater.reset();
        inflater.setInput(block, position, limit - position);
        position = limit;
        crc.reset();
        inMember = true;
        return true;
    }

    private void endMember() throws IOException {
        position = limit - inflater.getRemaining();
        long expectedCrc = takeInt();
        long expectedLength = takeInt();
        if (expectedCrc != crc.getValue() || expectedLength != (inflater.getBytesWritten() & 0xffffffffL)) {
            throw new ZipException("gzip checksum is wrong");
        }
        inMember = false;
    }

    private long takeInt() throws IOException {
        return take() | take() << 8 | take() << 16 | (long) take() << 24;
    }

    private void skipText() throws IOException {
        while (take() != 0) {}
    }

    private void skip(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            take();
        }
    }

    private int take() throws IOException {
        if (position == limit && !fill()) {
            throw new EOFException("gzip data ends too early");
        }
        return block[position++] & 0xff;
    }

    private boolean fill() throws IOException {
        position = 0;
        limit = Math.max(0, in.read(block, 0, block.length));
        return limit > 0;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        in.close();
    }
}
