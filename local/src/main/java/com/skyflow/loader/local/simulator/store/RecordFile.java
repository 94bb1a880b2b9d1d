package com.skyflow.loader.local.simulator.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The bytes of a table's records, outside the heap: a temporary file that only its owner may read, mapped in chunks and
 * gone with the process. A record lies at a multiple of eight bytes, in one chunk: number of the earlier record with the
 * same value (4), lengths of value and token (2 each), value, token. Not thread-safe.
 */
final class RecordFile implements AutoCloseable {
    private static final int CHUNK_BITS = 24;
    private static final int CHUNK = 1 << CHUNK_BITS;
    private static final int HEADER = 8;

    private final List<MappedByteBuffer> chunks = new ArrayList<>();
    private final FileChannel file;
    private long end;

    RecordFile() {
        try {
            Path path = Files.createTempFile("skyflow-simulator-", ".records");
            file = FileChannel.open(
                    path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the next record goes, in units of eight bytes. */
    int end() {
        return Math.toIntExact(end >>> 3);
    }

    /** Forgets every record from a place on. */
    void truncate(int place) {
        end = (long) place << 3;
    }

    /** Appends a record and answers its place, in units of eight bytes. */
    int append(
            int earlier, byte[] value, int valueFrom, int valueLength, byte[] token, int tokenFrom, int tokenLength) {
        int size = HEADER + valueLength + tokenLength;
        if ((end & (CHUNK - 1)) + size > CHUNK) {
            end = ((end >>> CHUNK_BITS) + 1) << CHUNK_BITS;
        }
        int place = end();
        MappedByteBuffer chunk = chunk(place);
        int at = offset(place);
        chunk.putInt(at, earlier);
        chunk.putShort(at + 4, (short) valueLength);
        chunk.putShort(at + 6, (short) tokenLength);
        chunk.put(at + HEADER, value, valueFrom, valueLength);
        chunk.put(at + HEADER + valueLength, token, tokenFrom, tokenLength);
        end += (size + 7) & ~7;
        return place;
    }

    int earlier(int place) {
        return chunk(place).getInt(offset(place));
    }

    void earlier(int place, int number) {
        chunk(place).putInt(offset(place), number);
    }

    boolean hasValue(int place, byte[] value, int from, int length) {
        return valueLength(place) == length && equal(place, HEADER, value, from, length);
    }

    boolean hasToken(int place, byte[] token, int from, int length) {
        return tokenLength(place) == length && equal(place, HEADER + valueLength(place), token, from, length);
    }

    byte[] value(int place) {
        return copy(place, HEADER, valueLength(place));
    }

    byte[] token(int place) {
        return copy(place, HEADER + valueLength(place), tokenLength(place));
    }

    @Override
    public void close() {
        chunks.clear();
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int valueLength(int place) {
        return chunk(place).getShort(offset(place) + 4) & 0xFFFF;
    }

    private int tokenLength(int place) {
        return chunk(place).getShort(offset(place) + 6) & 0xFFFF;
    }

    private byte[] copy(int place, int skip, int length) {
        byte[] bytes = new byte[length];
        chunk(place).get(offset(place) + skip, bytes);
        return bytes;
    }

    private boolean equal(int place, int skip, byte[] bytes, int from, int length) {
        MappedByteBuffer chunk = chunk(place);
        int at = offset(place) + skip;
        int i = 0;
        for (; i + 8 <= length; i += 8) {
            if (chunk.getLong(at + i) != Hash.longAt(bytes, from + i)) {
                return false;
            }
        }
        for (; i < length; i++) {
            if (chunk.get(at + i) != bytes[from + i]) {
                return false;
            }
        }
        return true;
    }

    private static int offset(int place) {
        return (place << 3) & (CHUNK - 1);
    }

    private MappedByteBuffer chunk(int place) {
        int chunk = place >>> (CHUNK_BITS - 3);
        while (chunk >= chunks.size()) {
            chunks.add(map(chunks.size()));
        }
        return chunks.get(chunk);
    }

    private MappedByteBuffer map(int chunk) {
        try {
            MappedByteBuffer mapped = file.map(FileChannel.MapMode.READ_WRITE, (long) chunk << CHUNK_BITS, CHUNK);
            mapped.order(ByteOrder.LITTLE_ENDIAN);
            return mapped;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
