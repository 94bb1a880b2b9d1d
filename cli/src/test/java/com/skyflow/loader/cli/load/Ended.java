package com.skyflow.loader.cli.load;

import com.skyflow.loader.common.deadletter.Reason;
import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.ledger.Account;
import com.skyflow.loader.common.ledger.Calls;
import com.skyflow.loader.common.ledger.Checkpoint;
import com.skyflow.loader.common.ledger.Latency;
import com.skyflow.loader.common.ledger.Recent;
import com.skyflow.loader.common.ledger.SourceIdentity;
import com.skyflow.loader.common.vault.Destination;
import com.skyflow.loader.common.vault.VaultName;
import com.skyflow.loader.monitor.pending.Balance;
import com.skyflow.loader.uploader.UploaderStatus;
import com.skyflow.loader.uploader.send.Phase;
import com.skyflow.loader.uploader.send.UploadMeter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Loads that have ended, with fixed figures. */
final class Ended {
    private static final VaultName SSN = VaultName.of("ssn");

    private Ended() {}

    /** 12,000 rows were read: 10 invalid, 11,985 uploaded, 5 rejected. */
    static LoadResult withDeadLetters() {
        return new LoadResult(
                List.of(new VaultResult(
                        SSN,
                        Optional.of(checkpoint(11_990, 10)),
                        new Balance(account(11_990, 10, 11_985, Map.of(Reason.REJECTED, 5L)), 0, true),
                        Optional.of(status()),
                        Optional.of(Path.of("out", "error_log_SSN_20261121_030000.json")),
                        List.of(),
                        ExitCode.DEAD_LETTERS)),
                Duration.ofSeconds(4));
    }

    /** 12,000 rows were read, and the vault was stopped after 300; one row more is gone than can be explained. */
    static LoadResult unbalanced() {
        return new LoadResult(
                List.of(new VaultResult(
                        SSN,
                        Optional.of(checkpoint(12_000, 0)),
                        new Balance(account(12_000, 0, 300, Map.of()), 11_699, true),
                        Optional.empty(),
                        Optional.empty(),
                        List.of("Vault ssn was stopped."),
                        ExitCode.STOPPED)),
                Duration.ofSeconds(4));
    }

    /** 12,000 rows were read and published, and none uploaded. */
    static LoadResult published() {
        return new LoadResult(
                List.of(new VaultResult(
                        SSN,
                        Optional.of(checkpoint(12_000, 0)),
                        new Balance(account(12_000, 0, 0, Map.of()), 12_000, true),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        ExitCode.LOADED)),
                Duration.ofSeconds(4));
    }

    static LoadResult withoutRun() {
        return new LoadResult(
                List.of(new VaultResult(
                        SSN,
                        Optional.empty(),
                        new Balance(Account.EMPTY, 0, true),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        ExitCode.LOADED)),
                Duration.ofMillis(1_500));
    }

    private static Account account(long published, long rejected, long uploaded, Map<Reason, Long> deadLettered) {
        Calls calls = new Calls(
                46,
                4,
                2,
                1_000_000,
                38,
                1,
                1,
                Latency.of(
                        Stream.generate(() -> Duration.ofMillis(20)).limit(46).toList()));
        return new Account(
                Optional.of(checkpoint(published, rejected)),
                uploaded,
                deadLettered,
                0,
                0,
                0,
                0,
                calls,
                Recent.NONE,
                Optional.empty(),
                Optional.empty());
    }

    private static Checkpoint checkpoint(long published, long rejected) {
        Instant start = Instant.parse("2026-11-21T03:00:00Z");
        return new Checkpoint(
                "20261121T030000-abcdef",
                SSN,
                List.of(SSN),
                Checkpoint.State.EXTRACTED,
                new SourceIdentity("csv", List.of("d.csv", "t.csv"), "f", 0, false),
                new Destination("https://vault.example", "v1", "persons", "ssn"),
                12_000L,
                new Checkpoint.Repeats(7, false),
                published + rejected,
                published,
                rejected,
                null,
                start,
                start.plusSeconds(4));
    }

    private static UploaderStatus status() {
        Map<Phase, Duration> times =
                Map.of(Phase.PREPARING, Duration.ofMillis(500), Phase.CALLING, Duration.ofMillis(1_500));
        return new UploaderStatus(
                UploaderStatus.State.DRAINING,
                Duration.ZERO,
                Duration.ZERO,
                0,
                0,
                4,
                Double.POSITIVE_INFINITY,
                new UploadMeter.Reading(
                        0, 0, 46, 2, 11_985, 5, 38, 1, 1, times, Duration.ZERO, Duration.ZERO, Duration.ZERO));
    }
}
