package com.skyflow.loader.extractor.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.skyflow.loader.common.topic.Topics;
import com.skyflow.loader.common.vault.VaultName;
import com.skyflow.loader.extractor.ExtractorSettings;
import com.skyflow.loader.extractor.csv.CsvFiles;
import com.skyflow.loader.extractor.csv.CsvSource;
import com.skyflow.loader.extractor.csv.Suffix;
import com.skyflow.loader.extractor.publish.Chunk.Next;
import com.skyflow.loader.extractor.source.RowReader;
import com.skyflow.loader.extractor.source.Start;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ChunkReaderTest {
    private static final int CHUNKS = 100;

    /** A chunk is never full, and always old enough: each is cut where the reader happens to be. */
    private static final ExtractorSettings AT_ONCE = new ExtractorSettings(Integer.MAX_VALUE, Duration.ofNanos(1), 0);

    private static final RowRecords RECORDS =
            new RowRecords(new Topics("byot"), new VaultName("name"), "run-1", 4, Clock.systemUTC());

    @Test
    void theCursorOfAChunkIsThatOfItsLastRowThoughMoreRowsCome() throws Exception {
        Rows input = new Rows();
        Map<Long, @Nullable String> cursors = new LinkedHashMap<>();
        long rows = 0;
        try (ChunkReader reader = new ChunkReader(() -> open(input), RECORDS, AT_ONCE, "name")) {
            Chunk chunk;
            do {
                chunk = reader.take();
                rows += chunk.rows();
                cursors.put(rows, chunk.cursor());
                if (cursors.size() == CHUNKS) {
                    input.end();
                }
            } while (chunk.next() == Next.MORE_ROWS);
            assertThat(chunk.next()).as("by %s", reader.failure()).isEqualTo(Next.END_OF_SOURCE);
        }
        assertThat(cursors).hasSizeGreaterThanOrEqualTo(CHUNKS).isEqualTo(cursors(cursors.keySet(), rows));
    }

    /** The cursors behind some of so many rows, by one thread. */
    private static Map<Long, @Nullable String> cursors(Iterable<Long> positions, long rows) {
        Map<Long, @Nullable String> cursors = new LinkedHashMap<>();
        try (RowReader reader = open(new Rows())) {
            long row = 0;
            for (long position : positions) {
                for (; row < position; row++) {
                    assertThat(reader.next()).isTrue();
                    assertThat(reader.row().number()).isEqualTo(row + 1);
                }
                cursors.put(position, reader.cursor());
            }
            assertThat(row).isEqualTo(rows);
        }
        return cursors;
    }

    private static RowReader open(Rows input) {
        return CsvSource.of(new CsvFiles.StandardInput(input, "v", "t"), 0, new Suffix.None())
                .open(new Start("run-1", 0, null, null));
    }

    /** A header and rows without pause, until there shall be no more. */
    private static final class Rows extends InputStream {
        private ByteArrayInputStream line = line("v,t\n");
        private long row;
        private volatile boolean ended;

        private static ByteArrayInputStream line(String text) {
            return new ByteArrayInputStream(text.getBytes(UTF_8));
        }

        void end() {
            ended = true;
        }

        @Override
        public int read() {
            goOn();
            return line.read();
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            goOn();
            return line.read(target, offset, length);
        }

        private void goOn() {
            if (line.available() == 0 && !ended) {
                row++;
                line = line("v%d,t%d\n".formatted(row, row));
            }
        }
    }
}
