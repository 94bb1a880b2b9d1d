package com.skyflow.loader.generator;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A first and a last name, {@code FIRST LAST}: one of 64 each that are common in the United States. */
final class FullName implements Subject {
    private static final byte[][] FIRST = words("""
            ALICE AMANDA ANDREW ANGELA ANTHONY BARBARA BENJAMIN BRANDON BRENDA BRIAN CAROL CATHERINE CHARLES
            CHRISTINE CHRISTOPHER CYNTHIA DANIEL DAVID DEBORAH DENNIS DIANE DONALD EDWARD ELIZABETH EMILY ERIC
            FRANK GARY GEORGE GRACE HELEN HENRY JACK JAMES JANET JASON JENNIFER JOHN JOSHUA JULIE KAREN KENNETH
            LAURA LINDA MARGARET MARIA MARK MARY MICHAEL NANCY NICHOLAS PATRICIA PETER RACHEL RAYMOND REBECCA
            ROBERT SAMUEL SANDRA SUSAN THOMAS VICTORIA WALTER WILLIAM
            """);
    private static final byte[][] LAST = words("""
            ADAMS ALLEN ANDERSON BAILEY BAKER BENNETT BROOKS BROWN CAMPBELL CARTER CLARK COLLINS COOPER COX CRUZ
            DAVIS DIAZ EDWARDS EVANS FLORES FOSTER GARCIA GOMEZ GRAY GREEN HALL HARRIS HERNANDEZ HILL HUGHES JACKSON
            JENKINS JOHNSON JONES KELLY KING LEE LEWIS LONG MARTINEZ MILLER MITCHELL MOORE MORGAN MURPHY NELSON
            NGUYEN PARKER PEREZ PHILLIPS POWELL PRICE RAMIREZ REED RIVERA ROBINSON SANCHEZ SMITH TAYLOR TURNER
            WALKER WASHINGTON WILSON YOUNG
            """);

    private static byte[][] words(String text) {
        return Arrays.stream(text.strip().split("\\s+"))
                .map(word -> word.getBytes(StandardCharsets.US_ASCII))
                .toArray(byte[][]::new);
    }

    @Override
    public int count() {
        return FIRST.length * LAST.length;
    }

    @Override
    public char separator() {
        return ' ';
    }

    @Override
    public int write(int index, byte[] to, int at) {
        int next = copy(FIRST[index / LAST.length], to, at);
        to[next++] = ' ';
        return copy(LAST[index % LAST.length], to, next);
    }

    private static int copy(byte[] word, byte[] to, int at) {
        System.arraycopy(word, 0, to, at, word.length);
        return at + word.length;
    }
}
