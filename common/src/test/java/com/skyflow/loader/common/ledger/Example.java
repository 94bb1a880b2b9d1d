package com.skyflow.loader.common.ledger;

import com.skyflow.loader.common.deadletter.Reason;
import com.skyflow.loader.common.ledger.Checkpoint.Repeats;
import com.skyflow.loader.common.ledger.Checkpoint.State;
import com.skyflow.loader.common.vault.Destination;
import com.skyflow.loader.common.vault.VaultName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Checkpoints and outcomes for the tests of the ledger. */
final class Example {
    static final VaultName SSN = new VaultName("ssn");
    static final VaultName DOB = new VaultName("dob");
    static final Instant START = Instant.parse("2026-11-21T03:00:00Z");

    private Example() {}

    static Checkpoint first(String run, VaultName vault, Instant startedAt) {
        return new Checkpoint(
                run,
                vault,
                List.of(SSN, DOB),
                State.EXTRACTING,
                new SourceIdentity("csv", List.of("d.csv", "t.csv"), "f1", 0, false),
                new Destination("https://vault.example", "v1", "persons", "ssn"),
                100L,
                new Repeats(3, true),
                0,
                0,
                0,
                null,
                startedAt,
                startedAt);
    }

    static Checkpoint first(String run, VaultName vault) {
        return first(run, vault, START);
    }

    static Checkpoint extracted(String run, VaultName vault, long published, long rejected) {
        return first(run, vault).advance(published, rejected, null, State.EXTRACTED, START.plusSeconds(5));
    }

    static Outcome outcome(String run, VaultName vault, long uploaded, Map<Reason, Long> deadLettered, long discarded) {
        return new Outcome(
                run,
                vault,
                uploaded,
                deadLettered,
                discarded,
                0,
                0,
                0,
                new Calls(2, 1, 1, 500, 1, 1, 0, Latency.of(List.of(Duration.ofMillis(20), Duration.ofMillis(90)))),
                "host-1",
                START.plusSeconds(9));
    }

    static Outcome uploaded(String run, VaultName vault, long rows) {
        return outcome(run, vault, rows, Map.of(), 0);
    }
}
