package com.skyflow.loader.extractor.csv;

import com.skyflow.loader.common.row.Pair;
import java.time.Instant;
import java.util.SplittableRandom;

/** What is appended to the values and tokens of a row. */
public sealed interface Suffix {
    /** The pair as it is published. */
    Pair appendTo(long row, Pair pair);

    /** Whether what is published differs from what was read. */
    boolean changesRows();

    /** Nothing: rows are published as they were read. */
    record None() implements Suffix {
        @Override
        public Pair appendTo(long row, Pair pair) {
            return pair;
        }

        @Override
        public boolean changesRows() {
            return false;
        }
    }

    /**
     * {@code _<unix seconds>_<16 of [a-z0-9]>}, another one for each value and each token, so that a benchmark can load the
     * same file again. A row gets the same suffixes each time it is read with the same seed.
     *
     * @param startedAt when the run started
     * @param seed start of the pseudo-random characters; another one for each process
     */
    record Unique(Instant startedAt, long seed) implements Suffix {
        private static final String CHARACTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
        /** The distance between the states of a SplittableRandom (Steele, Lea, Flood: "Fast splittable PRNGs"). */
        private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

        private static final int DRAWS_PER_ROW = 4;

        @Override
        public Pair appendTo(long row, Pair pair) {
            // Each row owns its own four states of the generator: rows never share a draw, wherever reading began.
            SplittableRandom random = new SplittableRandom(seed + row * DRAWS_PER_ROW * GOLDEN_GAMMA);
            return new Pair(append(pair.value(), random), append(pair.token(), random));
        }

        @Override
        public boolean changesRows() {
            return true;
        }

        private String append(String text, SplittableRandom random) {
            StringBuilder suffixed = new StringBuilder(text.length() + 28)
                    .append(text)
                    .append('_')
                    .append(startedAt.getEpochSecond())
                    .append('_');
            appendEight(suffixed, random.nextLong());
            appendEight(suffixed, random.nextLong());
            return suffixed.toString();
        }

        private static void appendEight(StringBuilder text, long draw) {
            long rest = draw >>> 1;
            for (int i = 0; i < 8; i++) {
                text.append(CHARACTERS.charAt((int) (rest % CHARACTERS.length())));
                rest /= CHARACTERS.length();
            }
        }
    }
}
