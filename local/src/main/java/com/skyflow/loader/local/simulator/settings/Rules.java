package com.skyflow.loader.local.simulator.settings;

/**
 * What the vault answers where Skyflow's documentation is silent.
 *
 * @param secondToken what an upsert of a held value with another token does
 * @param unknownTableStatus answer to a table that is not there: 400 or 404
 * @param emptyTableStatus answer to a get that finds no record: 200 with an empty list, or 404
 */
public record Rules(SecondToken secondToken, int unknownTableStatus, int emptyTableStatus) {
    public static final Rules DEFAULT = new Rules(SecondToken.UPDATES, 400, 200);

    /** What an upsert of a held value with another token does. */
    public enum SecondToken {
        /** The new token takes the place of the old one. */
        UPDATES,
        /** It is answered 400. */
        REFUSED
    }

    public Rules {
        if (unknownTableStatus != 400 && unknownTableStatus != 404) {
            throw new IllegalArgumentException("unknownTableStatus: " + unknownTableStatus + " (expected: 400 or 404)");
        }
        if (emptyTableStatus != 200 && emptyTableStatus != 404) {
            throw new IllegalArgumentException("emptyTableStatus: " + emptyTableStatus + " (expected: 200 or 404)");
        }
    }

    public Rules withSecondToken(SecondToken newSecondToken) {
        return new Rules(newSecondToken, unknownTableStatus, emptyTableStatus);
    }

    public Rules withUnknownTableStatus(int status) {
        return new Rules(secondToken, status, emptyTableStatus);
    }

    public Rules withEmptyTableStatus(int status) {
        return new Rules(secondToken, unknownTableStatus, status);
    }
}
