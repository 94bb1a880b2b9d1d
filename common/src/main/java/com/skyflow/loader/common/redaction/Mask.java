package com.skyflow.loader.common.redaction;

import java.util.BitSet;

/** A text and which of its characters must not be seen. As text each covered stretch is {@value #MASK}. */
final class Mask {
    static final String MASK = "***";
    static final char CHARACTER = '*';

    private final String text;
    private final BitSet covered;

    Mask(String text) {
        this.text = text;
        covered = new BitSet(text.length());
    }

    String text() {
        return text;
    }

    /** Covers from the first place up to the second, which stays. */
    void cover(int from, int to) {
        covered.set(from, to);
    }

    @Override
    public String toString() {
        BitSet wider = widened();
        StringBuilder seen = new StringBuilder(text.length());
        int place = 0;
        for (int from = wider.nextSetBit(0); from >= 0; from = wider.nextSetBit(place)) {
            seen.append(text, place, from).append(MASK);
            place = wider.nextClearBit(from);
        }
        return seen.append(text, place, text.length()).toString();
    }

    /** With the asterisks beside, so that a mask within a mask does not grow, and whole surrogate pairs. */
    private BitSet widened() {
        BitSet wider = (BitSet) covered.clone();
        for (int i = 1; i < text.length(); i++) {
            if (wider.get(i - 1) && (text.charAt(i) == CHARACTER || Character.isLowSurrogate(text.charAt(i)))) {
                wider.set(i);
            }
        }
        for (int i = text.length() - 2; i >= 0; i--) {
            if (wider.get(i + 1) && text.charAt(i) == CHARACTER) {
                wider.set(i);
            }
        }
        return wider;
    }
}
