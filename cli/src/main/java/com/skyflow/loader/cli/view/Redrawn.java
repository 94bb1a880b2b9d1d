package com.skyflow.loader.cli.view;

import java.io.PrintStream;
import java.util.List;

/** Lines that are shown again and again: on a terminal each time in the place of the last (ECMA-48), else one after the other. */
public final class Redrawn {
    private static final String TO_THE_TOP = "\u001b[H";
    private static final String ERASE_TO_THE_RIGHT = "\u001b[K";
    private static final String ERASE_BELOW = "\u001b[J";
    private static final String NO_WRAP = "\u001b[?7l";
    private static final String WRAP = "\u001b[?7h";

    private final PrintStream out;
    private final boolean terminal;
    private boolean drawn;

    public Redrawn(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    public void show(List<String> lines) {
        StringBuilder text = new StringBuilder();
        if (terminal) {
            text.append(NO_WRAP).append(TO_THE_TOP);
            lines.forEach(line -> text.append(line).append(ERASE_TO_THE_RIGHT).append('\n'));
            text.append(ERASE_BELOW).append(WRAP);
        } else {
            text.append(drawn ? "\n" : "");
            lines.forEach(line -> text.append(line).append('\n'));
        }
        out.print(text);
        out.flush();
        drawn = true;
    }
}
