package com.skyflow.loader.cli.view;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.skyflow.loader.cli.view.TopView.Shown;
import com.skyflow.loader.common.instance.CallFigures;
import com.skyflow.loader.common.instance.ExtractionFigures;
import com.skyflow.loader.common.instance.InstanceRates;
import com.skyflow.loader.common.instance.InstanceReport;
import com.skyflow.loader.common.instance.InstanceState;
import com.skyflow.loader.common.instance.OwnedPartition;
import com.skyflow.loader.common.instance.ProcessFigures;
import com.skyflow.loader.common.instance.Role;
import com.skyflow.loader.common.instance.UploadFigures;
import com.skyflow.loader.common.vault.VaultName;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class TopViewTest {
    private static final Instant NOW = Instant.parse("2026-11-21T03:01:00Z");
    private static final VaultName SSN = new VaultName("ssn");
    private static final ProcessFigures PROCESS = new ProcessFigures(
            "host",
            4711,
            "1.0",
            NOW.minusSeconds(60),
            Duration.ofSeconds(30),
            2,
            100L << 20,
            1L << 30,
            300L << 20,
            31,
            20L << 30);

    private static final InstanceReport EXTRACTOR = new InstanceReport(
            "host-ab12cd",
            Role.EXTRACTOR,
            SSN,
            InstanceState.EXTRACTING,
            null,
            List.of("r1"),
            new ExtractionFigures(1_000L, 400, 399, 1),
            null,
            PROCESS,
            NOW);

    private static final InstanceReport UPLOADER = new InstanceReport(
            "host-ab12cd-0",
            Role.UPLOADER,
            SSN,
            InstanceState.THROTTLED,
            null,
            List.of("r1"),
            null,
            new UploadFigures(
                    List.of(owned(0, 10L), owned(1, 1_000L), owned(2, 200L), owned(5, null)),
                    38_400,
                    0,
                    Map.of(),
                    0,
                    new CallFigures(
                            8,
                            3,
                            12.5,
                            NOW.plusSeconds(2),
                            0,
                            0,
                            0,
                            0,
                            0,
                            4,
                            Duration.ofMillis(20),
                            Duration.ofMillis(30),
                            Duration.ofMillis(40))),
            PROCESS,
            NOW);

    @Test
    void showsEachInstanceEachProcessAndWhatAPersonShouldKnow() {
        TopView view = new TopView(
                List.of(
                        new Shown(EXTRACTOR, Optional.of(new InstanceRates(1_000, 0, 0.5, 0, 0))),
                        new Shown(UPLOADER, Optional.of(new InstanceRates(900, 5, 0.5, 10_240, 1_024)))),
                NOW);

        assertThat(String.join("\n", view.lines())).isEqualTo("""
                        vault        role      instance                 state         rows/s   calls/s  in flight        pace  p95 ms  behind  partitions
                        ssn          extractor host-ab12cd              EXTRACTING     1,000                                              600
                        ssn          uploader  host-ab12cd-0            THROTTLED        900         5     3 of 8      12.5/s      30  ≈1,217  0-2,5

                        host                          pid        up  cores           heap MB memory MB   disk GB threads connections   net out/in KB/s
                        host                         4711     01:00   0.50      100 of 1,024       300        20      31           4            10 / 1

                        ! Vault ssn asks to wait: its limit of calls bounds the load. More uploaders do not help; a higher limit would.""");
    }

    @Test
    void showsWhoIsSilentAndSaysWhereThereIsNobody() {
        TopView view = new TopView(
                List.of(new Shown(UPLOADER, Optional.of(new InstanceRates(900, 5, 0.5, 10_240, 1_024)))),
                NOW.plusSeconds(34));
        assertThat(view.lines().get(1))
                .isEqualTo("ssn          uploader  host-ab12cd-0            SILENT             -");
        assertThat(view.lines().get(4))
                .isEqualTo(
                        "host                         4711     01:00      -      100 of 1,024       300        20      31           0             0 / 0");
        assertThat(view.lines().getLast())
                .isEqualTo(
                        "! Uploader host-ab12cd-0 of vault ssn has said nothing for 34 s: it was killed, hangs, or does not reach Kafka. Look after its process; others go on with its partitions.");

        assertThat(new TopView(List.of(), NOW).lines())
                .containsExactly("Nobody extracts or uploads here, or not since an hour ago.");
    }

    @Test
    void isDrawnInThePlaceOfTheLastOnATerminalAndBehindItElsewhere() {
        assertThat(drawnTwice(true)).isEqualTo("\u001b[?7l\u001b[Hone\u001b[K\n\u001b[J\u001b[?7h".repeat(2));
        assertThat(drawnTwice(false)).isEqualTo("one\n\none\n");
    }

    private static String drawnTwice(boolean terminal) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Redrawn screen = new Redrawn(new PrintStream(bytes, true, UTF_8), terminal);
        screen.show(List.of("one"));
        screen.show(List.of("one"));
        return bytes.toString(UTF_8);
    }

    private static OwnedPartition owned(int partition, @Nullable Long behind) {
        return new OwnedPartition(partition, 7, behind, null);
    }
}
