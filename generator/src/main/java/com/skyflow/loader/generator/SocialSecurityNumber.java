package com.skyflow.loader.generator;

/**
 * A number that could have been issued, {@code AAA-GG-SSSS}: no area 000, 666 or 900 and above, no group 00, no serial
 * 0000 (<a href="https://www.ssa.gov/employer/randomization.html">SSA, randomization</a>).
 */
final class SocialSecurityNumber implements Subject {
    private static final int NEVER_ISSUED_AREA = 666;
    private static final int AREAS = 898;
    private static final int GROUPS = 99;
    private static final int SERIALS = 9_999;

    @Override
    public int count() {
        return AREAS * GROUPS * SERIALS;
    }

    @Override
    public int write(int index, byte[] to, int at) {
        int area = 1 + index / (GROUPS * SERIALS);
        int next = Digits.write(area < NEVER_ISSUED_AREA ? area : area + 1, 3, to, at);
        to[next++] = '-';
        next = Digits.write(1 + index / SERIALS % GROUPS, 2, to, next);
        to[next++] = '-';
        return Digits.write(1 + index % SERIALS, 4, to, next);
    }
}
