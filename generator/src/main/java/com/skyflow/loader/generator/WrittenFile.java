package com.skyflow.loader.generator;

import java.nio.file.Path;
import java.util.Locale;

/**
 * A file that a generation wrote.
 *
 * @param rows without the header
 * @param bytes with the header
 */
public record WrittenFile(Path path, long rows, long bytes) {
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s: %,d rows, %s", path, rows, ByteSize.text(bytes));
    }
}
