package com.skyflow.loader.generator;

import java.nio.ByteBuffer;

/**
 * Some consecutive rows of both files of a vault, in memory that is used again and again. Owned by one thread at a time: the
 * worker that fills it, then the thread that writes it to disk.
 */
final class Block {
    /** Most rows of a block: half a megabyte, which a core's cache holds. */
    static final int MAX_ROWS = 4096;

    private final byte[] values = new byte[MAX_ROWS * RowFormat.MAX_ROW_BYTES];
    private final byte[] tokens = new byte[MAX_ROWS * RowFormat.MAX_ROW_BYTES];
    private long end;
    private int valueBytes;
    private int tokenBytes;

    /**
     * Replaces what it holds.
     *
     * @param rows {@code [0, MAX_ROWS]}
     */
    Block fill(RowFormat format, long firstRow, int rows) {
        end = firstRow + rows;
        valueBytes = 0;
        tokenBytes = 0;
        for (long row = firstRow; row < end; row++) {
            valueBytes = format.writeValue(row, values, valueBytes);
            tokenBytes = format.writeToken(row, tokens, tokenBytes);
        }
        return this;
    }

    /** The number of the row after the last one. */
    long end() {
        return end;
    }

    ByteBuffer values() {
        return ByteBuffer.wrap(values, 0, valueBytes);
    }

    ByteBuffer tokens() {
        return ByteBuffer.wrap(tokens, 0, tokenBytes);
    }
}
