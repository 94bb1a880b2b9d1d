package com.skyflow.loader.common.ledger;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.skyflow.loader.common.vault.Destination;
import com.skyflow.loader.common.vault.VaultName;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far the extraction of one vault has come within a run. It is published in the transaction of the rows that it counts,
 * so that either both are there or neither is.
 *
 * @param run id of the run
 * @param vault name of the vault
 * @param plan names of all vaults that the run loads
 * @param state what the extractor does next
 * @param source where the rows come from
 * @param destination where the rows go
 * @param total rows that the source holds, as counted before; null where it could not be counted
 * @param repeats rows whose value an earlier row had already; null where they could not be counted
 * @param position rows of the source that have been read: the number of the last one
 * @param published rows that went to the vault's topic
 * @param rejected rows that went to the dead-letter topic as {@code invalid-row}
 * @param cursor what the source needs besides the position to read on: a hash over the rows up to there for standard input, the
 *     pinned result for Snowflake, null for files; never a piece of a row
 * @param startedAt when the run started
 * @param at when this was published
 */
public record Checkpoint(
        String run,
        VaultName vault,
        List<VaultName> plan,
        State state,
        SourceIdentity source,
        Destination destination,
        @Nullable Long total,
        @Nullable Repeats repeats,
        long position,
        long published,
        long rejected,
        @JsonAlias("prefixHash") @Nullable String cursor,
        Instant startedAt,
        Instant at) {
    /** What the extractor of a vault does next. */
    public enum State {
        /** It reads on from the position. */
        EXTRACTING,
        /** It has read the whole source. */
        EXTRACTED,
        /** Its run was given up: rows of it that are still in the topic are discarded, never uploaded. */
        ABANDONED
    }

    /**
     * Rows whose value an earlier row had already.
     *
     * @param rows how many
     * @param exact whether it was counted; otherwise estimated to about one percent of all rows
     */
    public record Repeats(long rows, boolean exact) {}

    public Checkpoint {
        plan = List.copyOf(plan);
        if (position != published + rejected) {
            throw new IllegalArgumentException(
                    "read " + position + " rows (expected: published " + published + " + rejected " + rejected + ")");
        }
    }

    /** The key of the record in {@code byot.runs}. */
    public LedgerKey key() {
        return new LedgerKey(run, vault);
    }

    /** The same before the first row, with what was found out about the source. */
    public Checkpoint found(@Nullable Long total, @Nullable Repeats repeats, @Nullable String cursor, Instant at) {
        return new Checkpoint(
                run,
                vault,
                plan,
                state,
                source,
                destination,
                total,
                repeats,
                position,
                published,
                rejected,
                cursor,
                startedAt,
                at);
    }

    /** The next checkpoint of the same run. */
    public Checkpoint advance(long published, long rejected, @Nullable String cursor, State state, Instant at) {
        return new Checkpoint(
                run,
                vault,
                plan,
                state,
                source,
                destination,
                total,
                repeats,
                this.position + published + rejected,
                this.published + published,
                this.rejected + rejected,
                cursor,
                startedAt,
                at);
    }

    /** The last checkpoint of the same run, which is given up. */
    public Checkpoint abandoned() {
        return advance(0, 0, cursor, State.ABANDONED, at);
    }
}
