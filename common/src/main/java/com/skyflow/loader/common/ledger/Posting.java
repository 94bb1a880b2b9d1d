package com.skyflow.loader.common.ledger;

/**
 * An account as it stands in {@code byot.ledger}.
 *
 * @param through offset in {@code byot.outcomes} of the last outcome that is summed up in it, -1 for none: an outcome that is read once
 *     more, because the offsets of the reader were lost, is not counted once more
 */
public record Posting(long through, Account account) {
    public static final Posting NONE = new Posting(-1, Account.EMPTY);

    /** The posting after a checkpoint. */
    public Posting with(Checkpoint checkpoint) {
        return new Posting(through, account.with(checkpoint));
    }

    /**
     * The posting after an outcome.
     *
     * @param offset of the outcome in its topic
     */
    public Posting plus(Outcome outcome, long offset) {
        return offset <= through ? this : new Posting(offset, account.plus(outcome));
    }
}
