package com.skyflow.loader.uploader.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyflow.loader.uploader.health.RejectionJudge.Verdict;
import org.junit.jupiter.api.Test;

final class RejectionJudgeTest {
    private final RejectionJudge judge = new RejectionJudge(10, 0.5);

    @Test
    void isOpenWhileNothingWasTaken() {
        reject(9);
        assertThat(judge.verdict()).isEqualTo(Verdict.OPEN);
        assertThat(judge.evidence()).isEqualTo("9 of the last 9 rows");
    }

    @Test
    void blamesTheSettingsWhenAWindowWasRejected() {
        reject(10);
        assertThat(judge.verdict()).isEqualTo(Verdict.SETTINGS);
        assertThat(judge.evidence()).isEqualTo("10 of the last 10 rows");
    }

    @Test
    void blamesTheRowsOnceOneWasTaken() {
        reject(5);
        judge.accepted(1);
        assertThat(judge.verdict()).isEqualTo(Verdict.ROWS);
    }

    @Test
    void blamesTheSettingsAboveTheShareAndNotAtIt() {
        judge.accepted(5);
        reject(5);
        assertThat(judge.verdict()).isEqualTo(Verdict.ROWS);
        judge.accepted(4);
        reject(6);
        assertThat(judge.verdict()).isEqualTo(Verdict.SETTINGS);
    }

    @Test
    void looksAtTheLatestRowsOnly() {
        reject(9);
        judge.accepted(1_000);
        assertThat(judge.verdict()).isEqualTo(Verdict.ROWS);
        assertThat(judge.evidence()).isEqualTo("0 of the last 10 rows");
    }

    @Test
    void aCompleteLoadTooSmallToTellBlamesItsRows() {
        reject(9);
        judge.complete();
        assertThat(judge.verdict()).isEqualTo(Verdict.ROWS);
    }

    private void reject(int rows) {
        for (int i = 0; i < rows; i++) {
            judge.rejected();
        }
    }
}
