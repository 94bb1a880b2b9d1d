package com.skyflow.loader.extractor.csv;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.RecordType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Receives the fields of the current record: all of them as long as no cell is assigned, then the assigned ones. */
final class Fields extends AbstractBaseCsvCallbackHandler<Fields> {
    private final List<String> names = new ArrayList<>();
    private @Nullable Cell @Nullable [] cells;

    /** The fields of the header. */
    List<String> names() {
        return names;
    }

    /** From the next record on, puts the field of each column into the cell with its index, or nowhere if that is null. */
    void fill(@Nullable Cell[] cells) {
        this.cells = cells;
    }

    /** Whether the record is a line without anything. */
    boolean isBlankLine() {
        return getRecordType() == RecordType.EMPTY;
    }

    int count() {
        return getFieldCount();
    }

    /** The line on which the record began. */
    long line() {
        return getStartingLineNumber();
    }

    @Override
    protected void handleBegin(long startingLineNumber) {
        if (cells != null) {
            for (Cell cell : cells) {
                if (cell != null) {
                    cell.clear();
                }
            }
        }
    }

    @Override
    protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
        if (cells == null) {
            byte[] bytes = new String(buffer, offset, length).getBytes(StandardCharsets.ISO_8859_1);
            names.add(new String(bytes, StandardCharsets.UTF_8).strip());
        } else if (index < cells.length) {
            Cell cell = cells[index];
            if (cell != null) {
                cell.set(buffer, offset, length);
            }
        }
    }

    @Override
    protected Fields buildRecord() {
        return this;
    }
}
