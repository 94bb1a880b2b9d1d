package com.skyflow.loader.cli.verify;

import com.skyflow.loader.cli.calls.PatientCalls;
import com.skyflow.loader.common.row.Pair;
import com.skyflow.loader.vault.client.TokenClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks rows up by their tokens, a call for {@value TokenClient#MAX_TOKENS} of them. Owned by one thread. */
final class Lookup {
    /** Missing rows of which it is found out whether another row has taken their place; more are not looked at so closely. */
    private static final int MOST_SUSPECTS = 1_000;
    /** Other tokens of one value that are asked for. */
    private static final int MOST_TOKENS = 100;

    private final TokenClient tokens;
    private final PatientCalls calls;
    private final List<Row> waiting = new ArrayList<>();
    private final List<Looked> suspects = new ArrayList<>();
    private final List<Long> missing = new ArrayList<>();
    private final List<Long> different = new ArrayList<>();
    private long same;
    private long replaced;

    private record Row(long number, Pair pair) {}

    Lookup(TokenClient tokens, PatientCalls calls) {
        this.tokens = tokens;
        this.calls = calls;
    }

    /** One more row to look up. */
    void add(long row, Pair pair) {
        waiting.add(new Row(row, pair));
        if (waiting.size() == TokenClient.MAX_TOKENS) {
            flush();
        }
    }

    /** Looks up those that wait. */
    void flush() {
        if (waiting.isEmpty()) {
            return;
        }
        List<Optional<String>> found =
                ask(waiting.stream().map(row -> row.pair().token()).toList());
        for (int i = 0; i < found.size(); i++) {
            sort(new Looked(waiting.get(i).number(), waiting.get(i).pair(), found.get(i)));
        }
        waiting.clear();
    }

    private List<Optional<String>> ask(List<String> asked) {
        return calls.answer(() -> tokens.values(asked));
    }

    private void sort(Looked looked) {
        if (looked.isSame()) {
            same++;
        } else if (!looked.isMissing()) {
            different.add(looked.row());
        } else if (suspects.size() < MOST_SUSPECTS) {
            suspects.add(looked);
        } else {
            missing.add(looked.row());
        }
    }

    /** The values of rows whose tokens the vault does not know, each for the tokens that other rows have for it. */
    Map<String, List<String>> suspectedValues() {
        Map<String, List<String>> values = new HashMap<>();
        suspects.forEach(looked -> values.put(looked.pair().value(), new ArrayList<>()));
        return values;
    }

    /** Takes in another row of the source that has such a value. */
    static void note(Map<String, List<String>> values, Pair pair) {
        List<String> others = values.get(pair.value());
        if (others != null && others.size() < MOST_TOKENS && !others.contains(pair.token())) {
            others.add(pair.token());
        }
    }

    /** Decides which of them are missing: where a value repeats with another token, the vault keeps one of the two. */
    void decide(Map<String, List<String>> values) {
        for (Looked suspect : suspects) {
            List<String> others =
                    new ArrayList<>(values.getOrDefault(suspect.pair().value(), List.of()));
            others.remove(suspect.pair().token());
            if (isUnderOneOf(others, suspect.pair().value())) {
                replaced++;
            } else {
                missing.add(suspect.row());
            }
        }
        suspects.clear();
    }

    private boolean isUnderOneOf(List<String> others, String value) {
        for (int from = 0; from < others.size(); from += TokenClient.MAX_TOKENS) {
            List<String> some = others.subList(from, Math.min(others.size(), from + TokenClient.MAX_TOKENS));
            if (ask(some).contains(Optional.of(value))) {
                return true;
            }
        }
        return false;
    }

    /** What it came to. */
    Findings findings(long givenUp) {
        return new Findings(
                same,
                replaced,
                givenUp,
                missing.stream().sorted().toList(),
                different.stream().sorted().toList());
    }
}
