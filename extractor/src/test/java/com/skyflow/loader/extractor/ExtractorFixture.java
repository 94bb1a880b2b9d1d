package com.skyflow.loader.extractor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.skyflow.loader.common.ledger.Calls;
import com.skyflow.loader.common.ledger.Checkpoint;
import com.skyflow.loader.common.ledger.LedgerLog;
import com.skyflow.loader.common.ledger.Outcome;
import com.skyflow.loader.common.vault.VaultName;
import com.skyflow.loader.extractor.run.Decider.Unfinished;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the tests of the extractor do again and again. */
record ExtractorFixture(Cluster cluster) {
    static final int CHUNK = 1_000;

    /** Chunks that only their rows fill. */
    static final ExtractorSettings SETTINGS = new ExtractorSettings(CHUNK, Duration.ofMinutes(5), 0);

    List<Extraction> prepare(VaultSource... vaults) {
        return prepare(Unfinished.CONTINUE, vaults);
    }

    List<Extraction> prepare(Unfinished unfinished, VaultSource... vaults) {
        return prepare(SETTINGS, Clock.systemUTC(), unfinished, vaults);
    }

    List<Extraction> prepare(ExtractorSettings settings, Clock clock, Unfinished unfinished, VaultSource... vaults) {
        try (LedgerLog log = new LedgerLog(cluster.clients())) {
            return new Extractor(cluster.clients(), log, settings, clock).prepare(List.of(vaults), unfinished);
        }
    }

    /** Extracts all of them, one after the other. */
    List<Checkpoint> extract(VaultSource... vaults) {
        return extract(Unfinished.CONTINUE, vaults);
    }

    List<Checkpoint> extract(Unfinished unfinished, VaultSource... vaults) {
        return run(prepare(unfinished, vaults));
    }

    static List<Checkpoint> run(List<Extraction> extractions) {
        try {
            List<Checkpoint> ends = new ArrayList<>();
            for (Extraction extraction : extractions) {
                extraction.run();
                ends.add(extraction.checkpoint());
            }
            return ends;
        } finally {
            extractions.forEach(Extraction::close);
        }
    }

    /** An extraction that breaks off before a row. */
    void breakOff(VaultSource vault, long row) {
        GatedSource broken = new GatedSource(vault.source(), number -> {
            if (number == row) {
                throw new BrokenOff();
            }
        });
        List<Extraction> extractions = prepare(Load.of(vault.vault(), broken));
        try {
            assertThatThrownBy(() -> extractions.getFirst().run()).isInstanceOf(BrokenOff.class);
        } finally {
            extractions.forEach(Extraction::close);
        }
    }

    /** Says that all published rows of a vault are uploaded. */
    void upload(Checkpoint run) {
        cluster.record(new Outcome(
                run.run(), run.vault(), run.published(), Map.of(), 0, 0, 0, 0, Calls.NONE, "test", run.at()));
    }

    /** Fails unless the topic holds rows 1 to the last of a run, each once, and nothing else. */
    void ensurePublished(VaultName vault, String run, long last) {
        ensurePublished(vault, Map.of(run, last));
    }

    void ensurePublished(VaultName vault, Map<String, Long> lastByRun) {
        Map<String, String> expected = new TreeMap<>();
        lastByRun.forEach((run, last) -> {
            for (long row = 1; row <= last; row++) {
                expected.put(run + '/' + row, Load.published(row));
            }
        });
        assertThat(cluster.byKey(vault).equals(expected))
                .as("%s holds rows %s, each once", vault, lastByRun)
                .isTrue();
    }

    /** Why a source could not be read on. */
    static final class BrokenOff extends RuntimeException {}
}
