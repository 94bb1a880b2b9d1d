package com.skyflow.loader.generator;

/** Bits that look random, from bits that do not. */
final class Mix {
    private Mix() {}

    /**
     * A bijection of 64 bits in which every bit of the input changes half of the output: the finalizer of SplitMix64
     * (Steele, Lea and Flood, <i>Fast splittable pseudorandom number generators</i>, OOPSLA 2014).
     */
    static long bits(long input) {
        long mixed = (input ^ (input >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }

    /** A number in {@code [0, bound)}, by the high half of a product instead of a remainder. */
    static long below(long bound, long input) {
        return Math.unsignedMultiplyHigh(bits(input), bound);
    }
}
