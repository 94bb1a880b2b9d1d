package com.skyflow.loader.cli.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyflow.loader.common.ledger.Calls;
import com.skyflow.loader.common.ledger.Ledger;
import com.skyflow.loader.common.ledger.Outcome;
import com.skyflow.loader.common.vault.VaultName;
import com.skyflow.loader.uploader.UploaderStatus;
import com.skyflow.loader.uploader.UploaderStatus.State;
import com.skyflow.loader.uploader.send.UploadMeter;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class StallTest {
    private static final VaultName SSN = VaultName.of("ssn");

    private final Stall stall = new Stall();
    private final Ledger ledger = new Ledger();

    @Test
    void aLookIsDueWhenNothingHasMovedForFiveSecondsAndThenEverMoreRarely() {
        replayed(7);
        assertThat(isDue(0, State.UPLOADING, 100)).isFalse();
        assertThat(isDue(0, State.UPLOADING, 104)).isFalse();
        assertThat(isDue(0, State.UPLOADING, 105)).isTrue();
        assertThat(isDue(0, State.IDLE, 114)).isFalse();
        assertThat(isDue(0, State.IDLE, 115)).isTrue();
        assertThat(isDue(0, State.IDLE, 134)).isFalse();
    }

    @Test
    void noLookIsDueWhileRowsMove() {
        replayed(7);
        assertThat(isDue(0, State.UPLOADING, 100)).isFalse();
        replayed(1);
        assertThat(isDue(0, State.UPLOADING, 105)).isFalse();
        assertThat(isDue(0, State.UPLOADING, 110)).isTrue();
    }

    @Test
    void noLookIsDueWhileTheUploaderHasRowsOrWaitsForTheVault() {
        replayed(7);
        assertThat(isDue(0, State.UPLOADING, 100)).isFalse();
        assertThat(isDue(300, State.UPLOADING, 105)).isFalse();
        assertThat(isDue(0, State.OUTAGE, 110)).isFalse();
        assertThat(isDue(0, State.UPLOADING, 114)).isFalse();
        assertThat(isDue(0, State.UPLOADING, 115)).isTrue();
    }

    @Test
    void noLookIsDueWhereNothingIsOutstanding() {
        assertThat(isDue(0, State.UPLOADING, 100)).isFalse();
        assertThat(isDue(0, State.UPLOADING, 200)).isFalse();
    }

    /** Puts rows into the ledger that are outstanding. */
    private void replayed(int rows) {
        ledger.apply(
                new Outcome("run", SSN, 0, Map.of(), 0, rows, 0, 0, Calls.NONE, "replay", Instant.ofEpochSecond(1)));
    }

    private boolean isDue(int uncommitted, State state, long seconds) {
        UploaderStatus status = new UploaderStatus(
                state,
                Duration.ZERO,
                Duration.ZERO,
                4,
                uncommitted,
                1,
                Double.POSITIVE_INFINITY,
                new UploadMeter().read());
        return stall.isDue(
                SSN, Optional.of(status), ledger, Duration.ofSeconds(seconds).toNanos());
    }
}
