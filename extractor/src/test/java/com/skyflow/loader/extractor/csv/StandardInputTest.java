package com.skyflow.loader.extractor.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import com.skyflow.loader.common.ledger.SourceIdentity;
import com.skyflow.loader.extractor.source.RowReader;
import com.skyflow.loader.extractor.source.Source;
import com.skyflow.loader.extractor.source.Start;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class StandardInputTest {
    private static final byte[] THREE = bytes("t,v\nA,1\nB,2\nC,3\n");

    @Test
    void hasNoFingerprintAndCannotBeCounted() {
        Source source = Folder.input(THREE);
        assertThat(source.identity()).isEqualTo(new SourceIdentity("csv", List.of("-"), null, 0, false));
        assertThat(source.survey()).isEmpty();
    }

    @Test
    void canBeOpenedOnce() {
        Source source = Folder.input(THREE);
        source.open(new Start("run-1", 0, null, null)).close();
        assertThatThrownBy(() -> source.open(new Start("run-1", 0, null, null)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("standard input was opened before (expected: once)");
    }

    @Test
    void isReadWhereItComesInSmallPiecesAndPacked() {
        byte[] first = Folder.gzip(Arrays.copyOf(THREE, 6));
        byte[] second = Folder.gzip(Arrays.copyOfRange(THREE, 6, THREE.length));
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        assertThat(Folder.read(Folder.input(new Trickle(both)))).containsExactly("1: 1 -> A", "2: 2 -> B", "3: 3 -> C");
    }

    @Test
    void refusesAMalformedHeaderAsWrongUsage() {
        LoaderException refusal = failure(Folder.input(bytes("v\n1\n")), 0);
        assertThat(refusal)
                .hasMessage(
                        "standard input, line 1: no column 't' (found: 1 column, among them 'v'); nothing was published."
                                + " Correct the header or the column's name in the settings and start again.");
        assertThat(refusal.exitCode()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void refusesAMalformedLineWhenItIsReached() {
        LoaderException refusal = failure(Folder.input(bytes("t,v\nA,1\n\"B\nB\",2\nC\n")), 2);
        assertThat(refusal)
                .hasMessage(
                        "standard input, line 5: 1 column (expected: 2 as in the header); 2 rows before it were read."
                                + " Correct it and start again.");
        assertThat(refusal.exitCode()).isEqualTo(ExitCode.STOPPED);
    }

    @Test
    void refusesTruncatedGzip() {
        byte[] packed = Folder.gzip(THREE);
        LoaderException refusal = failure(Folder.input(Arrays.copyOf(packed, packed.length - 1)), 3);
        assertThat(refusal)
                .hasMessage(
                        "standard input is damaged (gzip data ends too early); 3 rows before it were read. Give the whole"
                                + " file and start again.");
        assertThat(refusal.exitCode()).isEqualTo(ExitCode.STOPPED);
    }

    @Test
    void refusesToResumeBehindTheEndOfAShorterInput() {
        assertThatThrownBy(() -> Folder.input(THREE).open(new Start("run-1", 5, "v1$x", null)))
                .hasMessage(
                        "standard input ends after 3 rows, but 5 rows of it were read before (expected: the same input"
                                + " again). Give the same input again, or begin anew with --fresh.");
    }

    @Test
    void refusesToResumeWithoutAHash() {
        LoaderException refusal = catchThrowableOfType(
                LoaderException.class, () -> Folder.input(THREE).open(new Start("run-1", 1, null, null)));
        assertThat(refusal)
                .hasMessage(
                        "standard input does not begin with the 1 row that were read before (expected: the same input"
                                + " again). Give the same input again, or begin anew with --fresh.");
        assertThat(refusal.exitCode()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void hashesTellApartWhatOneFieldEndsAndTheNextBeginsWith() {
        assertThat(hash("v,t\nab,c\n")).isNotEqualTo(hash("v,t\na,bc\n")).isEqualTo(hash("x,t,v\r\n,\"c\",ab"));
    }

    private static String hash(String input) {
        try (RowReader reader = Folder.input(bytes(input)).open(new Start("run-1", 0, null, null))) {
            reader.next();
            reader.row();
            return String.valueOf(reader.cursor());
        }
    }

    /** What ends the reading after so many rows. */
    private static LoaderException failure(Source source, int rows) {
        return catchThrowableOfType(LoaderException.class, () -> {
            try (RowReader reader = source.open(new Start("run-1", 0, null, null))) {
                for (int i = 0; i < rows; i++) {
                    assertThat(reader.next()).isTrue();
                }
                reader.next();
            }
        });
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    /** Gives a byte at a time and never says that more is to come, as a pipe may. */
    private static final class Trickle extends InputStream {
        private final ByteArrayInputStream bytes;

        Trickle(byte[] bytes) {
            this.bytes = new ByteArrayInputStream(bytes);
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            return bytes.read(target, offset, Math.min(1, length));
        }
    }
}
