package com.skyflow.loader.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyflow.loader.common.ledger.Account;
import com.skyflow.loader.common.ledger.Calls;
import com.skyflow.loader.common.ledger.Checkpoint;
import com.skyflow.loader.common.ledger.Recent;
import com.skyflow.loader.common.ledger.SourceIdentity;
import com.skyflow.loader.common.vault.Destination;
import com.skyflow.loader.common.vault.VaultName;
import com.skyflow.loader.uploader.UploaderStatus;
import com.skyflow.loader.uploader.UploaderStatus.State;
import com.skyflow.loader.uploader.send.UploadMeter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** In a locale with figures of its own: what is shown is the same in every one. */
final class VaultLineTest {
    private static final VaultName SSN = VaultName.of("ssn");
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Locale before = Locale.getDefault();
    private final VaultLine line = new VaultLine(SSN);

    @BeforeEach
    void useAnotherLocale() {
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    }

    @AfterEach
    void restoreTheLocale() {
        Locale.setDefault(before);
    }

    @Test
    void showsBarShareRateAndTimeLeft() {
        line.add(progress(0, 12_000L, State.UPLOADING), 0);
        VaultProgress now = progress(3_000, 12_000L, State.UPLOADING);
        line.add(now, SECOND);

        assertThat(line.bar(now))
                .isEqualTo("ssn      [######------------------]  25.0 %  3,000/12,000  3,000/s  left 00:03");
    }

    @Test
    void showsTheEnd() {
        VaultProgress now = progress(12_000, 12_000L, State.DRAINING);
        line.add(now, 0);

        assertThat(line.bar(now)).isEqualTo("ssn      [########################] 100.0 %  12,000/12,000  0/s  done");
    }

    @Test
    void isNeverRoundedUpToTheWhole() {
        VaultProgress now = progress(11_999_999, 12_000_000L, State.UPLOADING);
        line.add(now, 0);

        assertThat(line.bar(now)).startsWith("ssn      [#######################-] 99.9999 %");
    }

    @Test
    void showsRowsAloneWhereTheirNumberIsUnknown() {
        line.add(progress(0, null, State.UPLOADING), 0);
        VaultProgress now = progress(3_000, null, State.UPLOADING);
        line.add(now, 2 * SECOND);

        assertThat(line.bar(now)).isEqualTo("ssn      3,000 rows  1,500/s");
    }

    @Test
    void anUploadThatHasNotSaidWhatItDoesHasNotUploadedWhatIsPublished() {
        VaultProgress late = progress(0, 12_000L, State.UPLOADING);
        Checkpoint published = checkpoint(12_000, 12_000L);
        VaultProgress before =
                new VaultProgress(SSN, Optional.of(published), late.account(), true, Optional.empty(), 32);
        line.add(before, 0);
        line.add(late, SECOND);

        assertThat(line.bar(before))
                .isEqualTo("ssn      [------------------------]   0.0 %  0/12,000  0/s  left --:--");
        assertThat(line.bar(late)).isEqualTo(line.bar(before));
    }

    @Test
    void showsWhatTheUploadIsDoing() {
        line.add(progress(0, 12_000L, State.UPLOADING), 0);
        VaultProgress now = progress(3_000, 12_000L, State.UPLOADING);
        line.add(now, SECOND);

        assertThat(line.live(now))
                .contains(
                        "workers 3/32  in flight 3 of 8  pace 40/s  10 req/s  3,000 rec/s  p50 20 p95 90 p99 1,200 ms  throttled 2  batches 8 at once, 1 retried, 1 failed");
    }

    @Test
    void showsAVaultThatIsThrottledOrDoesNotAnswer() {
        VaultProgress throttled = progress(3_000, 12_000L, State.THROTTLED);
        VaultProgress outage = progress(3_000, 12_000L, State.OUTAGE);
        line.add(throttled, 0);

        assertThat(line.live(throttled).orElseThrow()).startsWith("THROTTLED for 1.5 s  workers ");
        assertThat(line.live(outage).orElseThrow()).startsWith("NO ANSWER since 01:15  workers ");
    }

    /** So many rows uploaded, in ten calls of 300 for 3,000. */
    static VaultProgress progress(long uploaded, @Nullable Long total, State state) {
        Checkpoint checkpoint = checkpoint(uploaded, total);
        return new VaultProgress(
                SSN,
                Optional.of(checkpoint),
                new Account(
                        Optional.of(checkpoint),
                        uploaded,
                        Map.of(),
                        0,
                        0,
                        0,
                        0,
                        Calls.NONE,
                        Recent.NONE,
                        Optional.empty(),
                        Optional.empty()),
                true,
                Optional.of(new UploaderStatus(
                        state,
                        Duration.ofMillis(1_500),
                        Duration.ofSeconds(75),
                        4,
                        900,
                        8,
                        40,
                        new UploadMeter.Reading(
                                3,
                                3,
                                uploaded / 300,
                                2,
                                uploaded,
                                0,
                                8,
                                1,
                                1,
                                Map.of(),
                                Duration.ofMillis(20),
                                Duration.ofMillis(90),
                                Duration.ofMillis(1_200)))),
                32);
    }

    private static Checkpoint checkpoint(long published, @Nullable Long total) {
        Instant start = Instant.parse("2026-11-21T03:00:00Z");
        return new Checkpoint(
                "20261121T030000-abcdef",
                SSN,
                List.of(SSN),
                Checkpoint.State.EXTRACTING,
                new SourceIdentity("csv", List.of("d.csv"), "f", 0, false),
                new Destination("https://vault.example", "v1", "persons", "ssn"),
                total,
                null,
                published,
                published,
                0,
                null,
                start,
                start);
    }
}
