package com.skyflow.loader.generator;

/** The readable part of a value. All that there are stand in a fixed order, so that a random index picks one. */
sealed interface Subject permits FullName, Identifier, BirthDate, SocialSecurityNumber {
    /** What the values of a vault begin with. */
    static Subject of(MockVault vault) {
        return switch (vault) {
            case NAME -> new FullName();
            case ID -> new Identifier();
            case DOB -> new BirthDate();
            case SSN -> new SocialSecurityNumber();
        };
    }

    /** How many there are. */
    int count();

    /** Stands between the subject and what makes the value unique. */
    default char separator() {
        return '-';
    }

    /**
     * Writes one in ASCII.
     *
     * @param index which one, {@code [0, count)}
     * @return the index after the last byte written
     */
    int write(int index, byte[] to, int at);
}
