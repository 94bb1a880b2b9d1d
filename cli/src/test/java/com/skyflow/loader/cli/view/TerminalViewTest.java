package com.skyflow.loader.cli.view;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.skyflow.loader.uploader.UploaderStatus.State;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TerminalViewTest {
    private static final String UP_TWO_LINES = "\u001b[2A";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TerminalView view = new TerminalView(new PrintStream(bytes, true, UTF_8));

    @Test
    void drawsOverWhatItHasDrawn() {
        show(3_000);
        assertThat(drawn()).contains(" 3,000/12,000 ").doesNotContain(UP_TWO_LINES);
        bytes.reset();

        show(6_000);

        assertThat(drawn()).contains(" 6,000/12,000 ").contains(UP_TWO_LINES);
    }

    @Test
    void leavesANoticeStanding() {
        show(3_000);
        view.notice("A notice.");
        bytes.reset();

        show(6_000);

        assertThat(drawn()).doesNotContain(UP_TWO_LINES);
    }

    private void show(long uploaded) {
        view.show(List.of(VaultLineTest.progress(uploaded, 12_000L, State.UPLOADING)));
    }

    private String drawn() {
        return bytes.toString(UTF_8);
    }
}
