package com.skyflow.loader.extractor.csv;

/**
 * An estimate of how many different hashes were added, with a standard error of 0.4 % in 64 KB.
 *
 * <p>Flajolet et al., "HyperLogLog: the analysis of a near-optimal cardinality estimation algorithm" (2007). It is asked only
 * where there are far more hashes than registers, so the correction for few is left out, and with hashes of 64 bits the one
 * for very many.
 */
final class HyperLogLog {
    private static final int INDEX_BITS = 16;
    private static final int REGISTERS = 1 << INDEX_BITS;
    private static final double ALPHA = 0.7213 / (1 + 1.079 / REGISTERS);

    private final byte[] ranks = new byte[REGISTERS];

    void add(long hash) {
        int register = (int) (hash >>> (Long.SIZE - INDEX_BITS));
        // The bit that is set ends the run of zeros where the hash ends.
        int rank = Long.numberOfLeadingZeros((hash << INDEX_BITS) | (1L << (INDEX_BITS - 1))) + 1;
        if (rank > ranks[register]) {
            ranks[register] = (byte) rank;
        }
    }

    /** How many different hashes were added; at least five times as many as registers. */
    long estimate() {
        double sum = 0;
        for (byte rank : ranks) {
            sum += 1.0 / (1L << rank);
        }
        return Math.round(ALPHA * REGISTERS * REGISTERS / sum);
    }
}
