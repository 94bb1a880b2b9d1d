package com.skyflow.loader.uploader.send;

import com.skyflow.loader.common.deadletter.DeadLetter;
import com.skyflow.loader.common.deadletter.DeadLetters;
import com.skyflow.loader.common.deadletter.Provenance;
import com.skyflow.loader.common.deadletter.Reason;
import com.skyflow.loader.common.row.Pair;
import com.skyflow.loader.common.row.PairCodec;
import com.skyflow.loader.common.row.RowKey;
import com.skyflow.loader.uploader.batch.Batch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** The rows of a batch and what has become of each. Owned by the thread that sends it. */
final class BatchRows {
    private enum State {
        OPEN,
        LOADED,
        DISCARDED,
        GIVEN_UP
    }

    /** A row that is sent again for nothing is to be rare: a vault that was away is back when any of so many is taken. */
    private static final int PROBES_BEFORE_THE_KNOWN = 9;

    private final Batch batch;
    private final State[] states;
    private final @Nullable Pair[] pairs;
    private final @Nullable GivenUp[] givenUp;

    BatchRows(Batch batch) {
        this.batch = batch;
        this.states = new State[batch.size()];
        this.pairs = new Pair[batch.size()];
        this.givenUp = new GivenUp[batch.size()];
        java.util.Arrays.fill(states, State.OPEN);
    }

    Batch batch() {
        return batch;
    }

    int size() {
        return states.length;
    }

    /** Reads the pairs out of the records. A record that is no row of ours is given up. */
    void decode(Instant now) {
        for (int i = 0; i < states.length; i++) {
            Optional<Pair> pair = batch.run().equals(RowKey.UNKNOWN_RUN)
                    ? Optional.empty()
                    : PairCodec.decode(batch.records().get(i).value());
            pairs[i] = pair.orElse(null);
            if (pair.isEmpty()) {
                giveUp(
                        i,
                        from -> new DeadLetter(
                                Reason.UNREADABLE,
                                "The record is no row of this loader.",
                                null,
                                null,
                                0,
                                now,
                                now,
                                from.origin(),
                                from.replays()));
            }
        }
    }

    void discardAll() {
        discard(0, states.length);
    }

    /** The open rows in {@code [from, to)} belong to a run that was given up. */
    void discard(int from, int to) {
        replaceOpen(from, to, State.DISCARDED);
    }

    /** The rows in {@code [from, to)} that are still to be sent. */
    List<Pair> open(int from, int to) {
        List<Pair> open = new ArrayList<>(to - from);
        for (int i = from; i < to; i++) {
            if (states[i] == State.OPEN) {
                open.add(pair(i));
            }
        }
        return open;
    }

    /** The first row from one on that is still to be sent; that one if there is none. */
    ConsumerRecord<byte[], byte[]> firstOpen(int from) {
        for (int i = from; i < states.length; i++) {
            if (states[i] == State.OPEN) {
                return batch.records().get(i);
            }
        }
        return batch.records().get(from);
    }

    Pair pair(int index) {
        Pair pair = pairs[index];
        if (pair == null) {
            throw new IllegalStateException("row " + index + " is no pair");
        }
        return pair;
    }

    /** Whether an open row in {@code [from, to)} was a dead letter before. */
    boolean isReplayed(int from, int to) {
        for (int i = from; i < to; i++) {
            if (states[i] == State.OPEN
                    && DeadLetters.isReplayed(batch.records().get(i))) {
                return true;
            }
        }
        return false;
    }

    /**
     * An open row to probe with: outside {@code [from, to)} where there is one, else inside if that holds others.
     *
     * @param turn the number of the probe; 0 if a row that the vault takes is to be tried first
     * @param hasKnown whether such a row is known: all of these may be bad, so that it has its turn when they, or some of them, have been
     *     tried
     * @return its index; -1 for none, or for the known one
     */
    int probe(int from, int to, int turn, boolean hasKnown) {
        List<Integer> outside = new ArrayList<>();
        List<Integer> inside = new ArrayList<>();
        for (int i = 0; i < states.length; i++) {
            if (states[i] == State.OPEN) {
                (i < from || i >= to ? outside : inside).add(i);
            }
        }
        List<Integer> others = outside.isEmpty() && inside.size() > 1 ? inside : outside;
        if (others.isEmpty()) {
            return -1;
        }
        if (!hasKnown) {
            return others.get(turn % others.size());
        }
        int round = Math.min(others.size(), PROBES_BEFORE_THE_KNOWN);
        int step = turn % (round + 1);
        int tried = turn / (round + 1) * round + step - 1;
        return step == 0 ? -1 : others.get(tried % others.size());
    }

    /** The open rows in {@code [from, to)} are in the vault. */
    void loaded(int from, int to) {
        replaceOpen(from, to, State.LOADED);
    }

    private void replaceOpen(int from, int to, State state) {
        for (int i = from; i < to; i++) {
            states[i] = states[i] == State.OPEN ? state : states[i];
        }
    }

    /** The open rows in {@code [from, to)} will not be sent again. */
    void giveUp(int from, int to, Function<Provenance, DeadLetter> letter) {
        for (int i = from; i < to; i++) {
            if (states[i] == State.OPEN) {
                giveUp(i, letter);
            }
        }
    }

    private void giveUp(int index, Function<Provenance, DeadLetter> letter) {
        ConsumerRecord<byte[], byte[]> row = batch.records().get(index);
        states[index] = State.GIVEN_UP;
        givenUp[index] = new GivenUp(row, letter.apply(DeadLetters.provenance(row)));
    }

    /** What has become of the rows before the first open one. */
    BatchResult result(Tally tally) {
        int finished = 0;
        int loaded = 0;
        int discarded = 0;
        List<GivenUp> letters = new ArrayList<>();
        while (finished < states.length && states[finished] != State.OPEN) {
            GivenUp letter = givenUp[finished];
            if (letter != null) {
                letters.add(letter);
            }
            loaded += states[finished] == State.LOADED ? 1 : 0;
            discarded += states[finished] == State.DISCARDED ? 1 : 0;
            finished++;
        }
        return BatchResult.of(
                batch, finished, loaded, discarded, letters, tally.sum(letters.size(), finished == states.length));
    }
}
