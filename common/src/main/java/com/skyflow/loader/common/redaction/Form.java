package com.skyflow.loader.common.redaction;

import java.util.Arrays;

/** A text as a {@link View} shows it. Each unit knows its place in the text. */
final class Form {
    private char[] units;
    private int[] places;
    private int length;

    Form(int capacity) {
        units = new char[capacity + 1];
        places = new int[capacity + 1];
    }

    void append(char unit, int place) {
        if (length == units.length) {
            units = Arrays.copyOf(units, 2 * length);
            places = Arrays.copyOf(places, 2 * length);
        }
        units[length] = unit;
        places[length++] = place;
    }

    int length() {
        return length;
    }

    char at(int index) {
        return units[index];
    }

    /** Where in the text the unit comes from. */
    int place(int index) {
        return places[index];
    }

    String substring(int from, int to) {
        return new String(units, from, to - from);
    }

    @Override
    public String toString() {
        return substring(0, length);
    }
}
