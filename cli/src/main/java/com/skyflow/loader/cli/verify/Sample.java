package com.skyflow.loader.cli.verify;

import java.util.random.RandomGenerator;

/**
 * Chooses rows by chance, each as likely as any other, while they go by (Knuth, "The Art of Computer Programming", 3.4.2, algorithm S).
 * Owned by one thread.
 */
final class Sample {
    private final RandomGenerator random;
    private long left;
    private long wanted;

    /**
     * @param rows how many go by
     * @param wanted how many are chosen; all, if that is more than there are
     */
    Sample(long rows, long wanted, RandomGenerator random) {
        this.left = rows;
        this.wanted = wanted;
        this.random = random;
    }

    /** Whether the next row is one of them. */
    boolean includesNext() {
        boolean chosen = wanted > 0 && random.nextLong(Math.max(1, left)) < wanted;
        left--;
        wanted -= chosen ? 1 : 0;
        return chosen;
    }
}
