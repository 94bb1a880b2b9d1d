package com.skyflow.loader.extractor.csv;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;

class GunzipTest {
    private static final byte[] ONE = Folder.gzip("first,".getBytes(ISO_8859_1));
    private static final byte[] TWO = Folder.gzip("second".getBytes(ISO_8859_1));

    @Test
    void readsAllMembers() throws IOException {
        assertThat(gunzip(join(ONE, TWO, Folder.gzip(new byte[0])))).asString().isEqualTo("first,second");
    }

    @Test
    void readsWhatIsLongerThanItsBlocks() throws IOException {
        byte[] content = new byte[1_000_000];
        new Random(7).nextBytes(content);
        assertThat(gunzip(join(Folder.gzip(content), ONE))).isEqualTo(join(content, "first,".getBytes(ISO_8859_1)));
    }

    @Test
    void skipsNameCommentAndExtraFields() throws IOException {
        byte[] start = {0x1f, (byte) 0x8b, 8, 0x1e, 0, 0, 0, 0, 0, 3, 2, 0, 9, 9, 'n', 0, 'c', 0, 1, 2};
        assertThat(gunzip(join(start, Arrays.copyOfRange(ONE, 10, ONE.length))))
                .asString()
                .isEqualTo("first,");
    }

    @Test
    void refusesEveryTruncation() throws IOException {
        byte[] both = join(ONE, TWO);
        for (int length = 1; length < both.length; length++) {
            byte[] part = Arrays.copyOf(both, length);
            if (length == ONE.length) {
                assertThat(gunzip(part)).asString().isEqualTo("first,");
            } else {
                assertThatThrownBy(() -> gunzip(part))
                        .as("%d bytes", length)
                        .isInstanceOf(EOFException.class)
                        .hasMessage("gzip data ends too early");
            }
        }
    }

    @Test
    void refusesWhatFollowsTheLastMember() {
        assertThatThrownBy(() -> gunzip(join(ONE, new byte[] {'x', 'y', 'z'})))
                .isInstanceOf(ZipException.class)
                .hasMessage("what follows is not gzip");
    }

    @Test
    void refusesAWrongChecksum() {
        byte[] damaged = ONE.clone();
        damaged[damaged.length - 8] ^= 1;
        assertThatThrownBy(() -> gunzip(damaged))
                .isInstanceOf(ZipException.class)
                .hasMessage("gzip checksum is wrong");
    }

    private static byte[] gunzip(byte[] packed) throws IOException {
        try (Gunzip gunzip = new Gunzip(new ByteArrayInputStream(packed))) {
            return gunzip.readAllBytes();
        }
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }
}
