package com.skyflow.loader.cli.view;

import java.io.PrintStream;
import java.util.List;

/** A display that is redrawn in place (ECMA-48: cursor up, erase line). */
public final class TerminalView implements LoadView {

    private static final String ERASE = "\u001b[2K";
    private static final String NO_WRAP = "\u001b[?7l";
    private static final String WRAP = "\u001b[?7h";

    private final PrintStream out;
    private final Lines lines = new Lines();
    private int drawn;

    public TerminalView(PrintStream out) {
        this.out = out;
    }

    @Override
    public void notice(String sentence) {
        out.println(sentence);
        drawn = 0;
    }

    @Override
    public void show(List<VaultProgress> vaults) {
        StringBuilder text = new StringBuilder(NO_WRAP);
        if (drawn > 0) {
            text.append("\u001b[%dA".formatted(drawn));
        }
        List<String> now = lines.of(vaults);
        now.forEach(line -> text.append(ERASE).append(line).append('\n'));
        out.print(text.append(WRAP));
        out.flush();
        drawn = now.size();
    }

    @Override
    public void end() {
        drawn = 0;
    }
}
