package com.skyflow.loader.extractor.csv;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The rows below the header of one CSV stream, of which some columns are wanted. It refuses what is no CSV with the line.
 * Owned by one thread.
 *
 * <p>The bytes are parsed as ISO-8859-1, a char for each byte: all that gives CSV its structure is ASCII, and UTF-8 uses no
 * ASCII byte within another character.
 */
final class CsvTable implements AutoCloseable {
    /** The longest field that is read at all. An unclosed quote swallows so much of a file before it is noticed. */
    static final int MAX_FIELD_BYTES = 4 * 1024 * 1024;

    private final String name;
    private final Tail tail;
    private final Fields fields = new Fields();
    private final CsvReader<Fields> csv;
    private final CloseableIterator<Fields> records;
    private final List<Cell> wanted = new ArrayList<>();
    private final int columns;
    private long rows;

    private CsvTable(String name, InputStream plain, List<String> wantedColumns) {
        this.name = name;
        tail = new Tail(new InputStreamReader(plain, StandardCharsets.ISO_8859_1));
        csv = CsvReader.builder()
                .skipEmptyLines(false)
                .allowUnclosedQuote(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .maxBufferSize(MAX_FIELD_BYTES)
                .build(fields, tail);
        records = csv.iterator();
        columns = readHeader(new Header(name, wantedColumns));
    }

    /**
     * Reads the header of a stream, which is closed if that fails.
     *
     * @param name what messages call it
     * @throws CsvProblem if it is not CSV with these columns
     */
    static CsvTable open(String name, InputStream stream, List<String> wantedColumns) {
        try {
            return new CsvTable(name, Plain.of(stream, name), wantedColumns);
        } catch (IOException e) {
            close(stream);
            throw CsvProblem.unreadable(name, e);
        } catch (CsvProblem e) {
            close(stream);
            throw e;
        }
    }

    private int readHeader(Header header) {
        if (!advance()) {
            throw header.missing();
        }
        Cell[] cells = new Cell[fields.names().size()];
        for (int column : header.find(fields.names())) {
            cells[column] = new Cell();
            wanted.add(cells[column]);
        }
        fields.fill(cells);
        return cells.length;
    }

    String name() {
        return name;
    }

    /** The fields of the current row, in the order of the wanted columns. */
    List<Cell> cells() {
        return wanted;
    }

    /** Rows read so far. */
    long rows() {
        return rows;
    }

    /**
     * Goes to the next row; a blank line is one.
     *
     * @return whether there was one
     * @throws CsvProblem if what follows is no row, or cannot be read
     */
    boolean next() {
        if (!advance()) {
            return false;
        }
        if (fields.count() != columns && !fields.isBlankLine()) {
            throw malformed(
                    fields.line(),
                    CsvProblem.count(fields.count(), "column") + " (expected: " + columns + " as in the header)");
        }
        rows++;
        return true;
    }

    private boolean advance() {
        try {
            if (!records.hasNext()) {
                return false;
            }
            records.next();
            return true;
        } catch (CsvParseException e) {
            throw malformed(fields.line(), complaint(e));
        } catch (UncheckedIOException e) {
            throw CsvProblem.unreadable(name, Objects.requireNonNull(e.getCause()));
        }
    }

    /** What the parser met. Its own message may quote a character, and so it is not passed on. */
    private String complaint(CsvParseException e) {
        if (tail.isReached()) {
            return "a quote that is opened in this row is never closed";
        }
        return String.valueOf(e.getMessage()).startsWith("Unexpected character after closing quote")
                ? "something follows a closing quote in this row (expected: a comma or the end of the line)"
                : "a field of this row is longer than " + MAX_FIELD_BYTES / (1024 * 1024)
                        + " MB (probably a quote is opened and never closed)";
    }

    private CsvProblem malformed(long line, String what) {
        return CsvProblem.malformed(name + ", line " + line + ": " + what, "Correct it");
    }

    @Override
    public void close() {
        close(csv);
    }

    private static void close(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException e) {
            // It was only read: nothing is lost.
        }
    }

    /** A reader that knows whether its end was reached. */
    private static final class Tail extends Reader {
        private final Reader reader;
        private boolean reached;

        Tail(Reader reader) {
            this.reader = reader;
        }

        boolean isReached() {
            return reached;
        }

        @Override
        public int read(char[] target, int offset, int length) throws IOException {
            int count = reader.read(target, offset, length);
            reached |= count < 0;
            return count;
        }

        @Override
        public void close() throws IOException {
            reader.close();
        }
    }
}
