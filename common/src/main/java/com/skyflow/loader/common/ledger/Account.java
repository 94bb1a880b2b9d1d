package com.skyflow.loader.common.ledger;

import com.skyflow.loader.common.deadletter.Reason;
import com.skyflow.loader.common.ledger.Checkpoint.State;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The sums for one vault of one run. It balances when {@code read = published + rejected} (which a checkpoint guarantees) and
 * {@code published + replayed = uploaded + dead-lettered + discarded + pending}, where pending is measured in the topic.
 *
 * @param checkpoint the latest checkpoint; empty if none was seen
 * @param uploaded rows in the vault
 * @param deadLettered rows that uploaders gave up, by reason
 * @param discarded rows of an abandoned run that were passed over
 * @param replayed dead letters that were published again
 * @param parked dead letters that were parked
 * @param purged dead letters that were deleted
 * @param calls what the calls to the vault came to
 * @param recent what was done in the last minute in which anything was
 * @param firstOutcomeAt when the earliest outcome was made; empty if none was
 * @param lastOutcomeAt when the latest outcome was made; empty if none was
 */
public record Account(
        Optional<Checkpoint> checkpoint,
        long uploaded,
        Map<Reason, Long> deadLettered,
        long discarded,
        long replayed,
        long parked,
        long purged,
        Calls calls,
        Recent recent,
        Optional<Instant> firstOutcomeAt,
        Optional<Instant> lastOutcomeAt) {
    public static final Account EMPTY = new Account(
            Optional.empty(), 0, Map.of(), 0, 0, 0, 0, Calls.NONE, Recent.NONE, Optional.empty(), Optional.empty());

    public Account {
        deadLettered = Map.copyOf(deadLettered);
    }

    /** The account after a checkpoint, which replaces an earlier one: one half of the fold. */
    public Account with(Checkpoint latest) {
        return new Account(
                Optional.of(latest),
                uploaded,
                deadLettered,
                discarded,
                replayed,
                parked,
                purged,
                calls,
                recent,
                firstOutcomeAt,
                lastOutcomeAt);
    }

    /** The account after an outcome: the other half of the fold. */
    public Account plus(Outcome outcome) {
        Map<Reason, Long> reasons = new EnumMap<>(Reason.class);
        reasons.putAll(deadLettered);
        outcome.deadLettered().forEach((reason, rows) -> reasons.merge(reason, rows, Long::sum));
        return new Account(
                checkpoint,
                uploaded + outcome.uploaded(),
                reasons,
                discarded + outcome.discarded(),
                replayed + outcome.replayed(),
                parked + outcome.parked(),
                purged + outcome.purged(),
                calls.plus(outcome.calls()),
                recent.plus(outcome),
                Optional.of(firstOutcomeAt.filter(outcome.at()::isAfter).orElse(outcome.at())),
                Optional.of(lastOutcomeAt.filter(outcome.at()::isBefore).orElse(outcome.at())));
    }

    /** Rows that were read from the source. */
    public long read() {
        return checkpoint.map(Checkpoint::position).orElse(0L);
    }

    /** Rows that went to the vault's topic. */
    public long published() {
        return checkpoint.map(Checkpoint::published).orElse(0L);
    }

    /** Rows that were invalid in the source. */
    public long rejected() {
        return checkpoint.map(Checkpoint::rejected).orElse(0L);
    }

    /** Rows that uploaders gave up. */
    public long deadLetters() {
        return deadLettered.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Rows that, by the events, are still to be finished; what a balanced account finds pending in the topic. */
    public long outstanding() {
        return published() + replayed - uploaded - deadLetters() - discarded;
    }

    /** Dead letters that are open, by the events: neither replayed nor parked nor purged. */
    public long openDeadLetters() {
        return rejected() + deadLetters() - replayed - parked - purged;
    }

    /** Whether these rows are pending in the topic, as they should be. */
    public boolean balances(long pending) {
        return checkpoint.isPresent() && outstanding() == pending;
    }

    /** Whether nothing is left to do. */
    public boolean isFinished() {
        return checkpoint.map(Checkpoint::state).filter(State.EXTRACTED::equals).isPresent() && outstanding() == 0;
    }

    /** Whether the run was given up. */
    public boolean isAbandoned() {
        return checkpoint.map(Checkpoint::state).filter(State.ABANDONED::equals).isPresent();
    }
}
