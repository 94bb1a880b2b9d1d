package com.skyflow.loader.cli.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** In a locale with figures of its own: what is printed is the same in every one. */
final class SummaryTest {
    private final Locale before = Locale.getDefault();

    @BeforeEach
    void useAnotherLocale() {
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    }

    @AfterEach
    void restoreTheLocale() {
        Locale.setDefault(before);
    }

    @Test
    void saysWhereEveryRowIs() {
        assertThat(new Summary(Ended.withDeadLetters()).lines())
                .containsExactly(
                        "Vault ssn, run 20261121T030000-abcdef",
                        "  read 12,000 = published 11,990 + rejected 10",
                        "  published 11,990 + replayed 0 = uploaded 11,985 + dead letters 5 + discarded 0 + pending 0",
                        "  11,985 of 12,000 records uploaded (99.875 %), 2,996 records/s over this start",
                        "  batches: 40, 97.500 % succeeded: 38 at once, 1 after retries; 1 with failed rows",
                        "  calls: 46, of these 4 repeated, 2 throttled; latency p50 20 p95 20 p99 20 ms",
                        "  time of all batches: preparing 0.5 s (25.000 %), calling 1.5 s (75.000 %)",
                        "  about 7 rows repeat the value of an earlier row",
                        "  dead letters: invalid-row 10, rejected 5; see error_log_SSN_20261121_030000.json",
                        "11,985 rows uploaded, 15 dead letters, in 4.0 s.",
                        "Finished, with dead letters: see the error logs.");
    }

    @Test
    void saysThatAnAccountDoesNotBalanceAndWhyTheVaultWasStopped() {
        assertThat(new Summary(Ended.unbalanced()).lines())
                .containsExactly(
                        "Vault ssn, run 20261121T030000-abcdef",
                        "  read 12,000 = published 12,000 + rejected 0",
                        "  published 12,000 + replayed 0 = uploaded 300 + dead letters 0 + discarded 0 + pending 11,699   DOES NOT BALANCE",
                        "  300 of 12,000 records uploaded (2.500 %), 75 records/s over this start",
                        "  batches: 40, 97.500 % succeeded: 38 at once, 1 after retries; 1 with failed rows",
                        "  calls: 46, of these 4 repeated, 2 throttled; latency p50 20 p95 20 p99 20 ms",
                        "  about 7 rows repeat the value of an earlier row",
                        "  Vault ssn was stopped.",
                        "300 rows uploaded, 0 dead letters, in 4.0 s.",
                        "Stopped: see above what has to be mended. Start again to continue; nothing is lost.");
    }

    @Test
    void saysThatPublishedRowsAreNotYetUploaded() {
        assertThat(new Summary(Ended.published()).lines())
                .last()
                .isEqualTo("Everything is published. Uploaders take it from here.");
    }

    @Test
    void saysThatThereWasNothingToLoad() {
        assertThat(new Summary(Ended.withoutRun()).lines())
                .containsExactly(
                        "Vault ssn: nothing to load",
                        "  read 0 = published 0 + rejected 0",
                        "  published 0 + replayed 0 = uploaded 0 + dead letters 0 + discarded 0 + pending 0",
                        "0 rows uploaded, 0 dead letters, in 1.5 s.",
                        "Everything is loaded.");
    }
}
