package com.skyflow.loader.common.config;

import java.time.Duration;

/**
 * When a vault is given up for now, so that good rows do not become dead letters.
 *
 * @param outageGiveUp length of an outage after which a run ends
 * @param firstAnswerGiveUp the same for a vault that has never answered
 * @param misconfiguredAfter latest first-time rows over which rejections are counted
 * @param misconfiguredShare share of them, in {@code [0, 1]}, above which rejections mean a wrong configuration
 */
public record StopConfig(
        Duration outageGiveUp, Duration firstAnswerGiveUp, int misconfiguredAfter, double misconfiguredShare) {}
