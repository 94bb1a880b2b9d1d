package com.skyflow.loader.common.row;

/**
 * A value and the token that stands for it. Neither is ever printed.
 *
 * @param value the sensitive value, not empty
 * @param token its token, not empty
 */
public record Pair(String value, String token) {
    /** The longest value or token that a vault takes in a unique string column, in characters (Skyflow, "Insert record"). */
    public static final int MAX_CHARACTERS = 2_500;

    @Override
    public String toString() {
        return "Pair[***]";
    }
}
