package com.skyflow.loader.monitor.instance;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyflow.loader.common.instance.CallFigures;
import com.skyflow.loader.common.instance.ExtractionFigures;
import com.skyflow.loader.common.instance.InstanceReport;
import com.skyflow.loader.common.instance.InstanceState;
import com.skyflow.loader.common.instance.OldestRow;
import com.skyflow.loader.common.instance.OwnedPartition;
import com.skyflow.loader.common.instance.ProcessFigures;
import com.skyflow.loader.common.instance.Role;
import com.skyflow.loader.common.instance.UploadFigures;
import com.skyflow.loader.common.instance.WaitsFor;
import com.skyflow.loader.common.vault.VaultName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class InstanceWarningsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T03:00:00Z");
    private static final VaultName SSN = new VaultName("ssn");
    private static final long GB = 1L << 30;

    @Test
    void thereAreNoneWhereAllIsWell() {
        assertThat(warnings(
                        extractor("a"),
                        uploader("a", InstanceState.UPLOADING, null, oldest(WaitsFor.CALL, 30)),
                        uploader("b", InstanceState.JOINING, null, null)))
                .isEmpty();
        assertThat(warnings()).isEmpty();
    }

    @Test
    void whoIsSilentIsNamedAndCountsForNothingElse() {
        InstanceReport silent = uploader("a", InstanceState.OUTAGE, "status 500", oldest(WaitsFor.OUTAGE, 90));
        assertThat(new InstanceWarnings(List.of(silent), NOW.plusSeconds(34)).sentences())
                .containsExactly(
                        "Uploader a of vault ssn has said nothing for 34 s: it was killed, hangs, or does not reach Kafka."
                                + " Look after its process; others go on with its partitions.");
    }

    @Test
    void aVaultThatTakesNothingIsNamedWithItsProblem() {
        assertThat(warnings(uploader("a", InstanceState.OUTAGE, "status 500", oldest(WaitsFor.OUTAGE, 90))))
                .containsExactly("Uploader a of vault ssn cannot load anything: status 500. Rows wait and none is lost:"
                        + " see whether the vault and the way to it are up.");
    }

    @Test
    void whoWasStoppedIsNamedWithTheReason() {
        assertThat(warnings(uploader("a", InstanceState.STOPPED, "Do this.", oldest(WaitsFor.STOPPED, 90))))
                .containsExactly("Uploader a of vault ssn was stopped: Do this.");
    }

    @Test
    void uploadersBeyondThePartitionsAreCounted() {
        assertThat(warnings(
                        uploader("a", InstanceState.UPLOADING, null, null),
                        uploader("b", InstanceState.IDLE, null, null),
                        uploader("c", InstanceState.IDLE, null, null)))
                .containsExactly("Vault ssn: 2 of 3 uploaders stand by, because every partition has an uploader."
                        + " More of them do not help; they take over when one leaves.");
    }

    @Test
    void aVaultThatAsksToWaitIsNamedOnce() {
        assertThat(warnings(
                        uploader("a", InstanceState.THROTTLED, null, oldest(WaitsFor.THROTTLED, 90)),
                        uploader("b", InstanceState.THROTTLED, null, null)))
                .containsExactly("Vault ssn asks to wait: its limit of calls bounds the load."
                        + " More uploaders do not help; a higher limit would.");
    }

    @Test
    void anExtractorWithoutAnUploaderIsNamed() {
        assertThat(warnings(extractor("a"))).containsExactly("Vault ssn has no uploader: start skyflow-loader upload.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    SLOT      | It waits for its turn: the vault is slow, or performance.max_concurrency is low.
                    CALL      | See what the vault answers; what cannot be loaded becomes a dead letter.
                    RETRY     | See what the vault answers; what cannot be loaded becomes a dead letter.
                    TOKEN     | It waits for a bearer token: see whether the token exchange is up.
                    HELD_BACK | The vault has rejected it and accepted nothing yet: check the vault's table and column.
                    COMMIT    | It waits for its commit: see whether Kafka takes writes.
                    """)
    void aRowThatHasBeenTheOldestForLongerThanUsualIsNamed(WaitsFor waitsFor, String advice) {
        assertThat(warnings(uploader("a", InstanceState.UPLOADING, null, oldest(waitsFor, 31))))
                .containsExactly(
                        "Vault ssn, partition 3: row r1/7 has been the oldest unfinished one for 31 s, after 4 attempts (status 503). "
                                + advice);
    }

    @ParameterizedTest
    @EnumSource(
            value = WaitsFor.class,
            names = {"LINGER", "THROTTLED", "OUTAGE", "MISCONFIGURED", "STOPPED"})
    void whatTheStateSaysIsNotSaidOfTheRow(WaitsFor waitsFor) {
        assertThat(warnings(uploader("a", InstanceState.UPLOADING, null, oldest(waitsFor, 90))))
                .isEmpty();
    }

    @Test
    void littleMemoryAndDiskAreSaidOnceForAProcess() {
        ProcessFigures process = process(95, 100L << 20);
        InstanceReport name = new InstanceReport(
                "a",
                Role.UPLOADER,
                new VaultName("name"),
                InstanceState.UPLOADING,
                null,
                List.of(),
                null,
                null,
                process,
                NOW);
        InstanceReport ssn = new InstanceReport(
                "a", Role.UPLOADER, SSN, InstanceState.UPLOADING, null, List.of(), null, null, process, NOW);
        assertThat(warnings(name, ssn))
                .containsExactly(
                        "Process 4711 on host uses 95 % of its heap of 100 MB: give it more, such as JAVA_OPTS=-Xmx200m.",
                        "Process 4711 on host may write only 100 MB more in its folder: make room there.");
    }

    private static List<String> warnings(InstanceReport... reports) {
        return new InstanceWarnings(List.of(reports), NOW).sentences();
    }

    private static InstanceReport extractor(String instance) {
        return new InstanceReport(
                instance,
                Role.EXTRACTOR,
                SSN,
                InstanceState.EXTRACTING,
                null,
                List.of("r1"),
                new ExtractionFigures(100L, 10, 10, 0),
                null,
                process(10, 2 * GB),
                NOW);
    }

    private static InstanceReport uploader(
            String instance, InstanceState state, @Nullable String problem, @Nullable OldestRow oldest) {
        return new InstanceReport(
                instance,
                Role.UPLOADER,
                SSN,
                state,
                problem,
                List.of("r1"),
                null,
                new UploadFigures(
                        List.of(new OwnedPartition(3, 10, null, oldest)), 100, 0, Map.of(), 0, CallFigures.NONE),
                process(10, 2 * GB),
                NOW);
    }

    private static OldestRow oldest(WaitsFor waitsFor, long seconds) {
        return new OldestRow("r1/7", 17, 4, waitsFor, "status 503", NOW.minusSeconds(seconds));
    }

    private static ProcessFigures process(long heapPercent, long freeDisk) {
        return new ProcessFigures(
                "host", 4711, "1.0", NOW, Duration.ZERO, 2, heapPercent << 20, 100L << 20, null, 10, freeDisk);
    }
}
