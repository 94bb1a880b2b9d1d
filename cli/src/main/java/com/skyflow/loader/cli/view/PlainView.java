package com.skyflow.loader.cli.view;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/** A display for logs and pipes: a few lines every few seconds. */
public final class PlainView implements LoadView {
    private static final Duration INTERVAL = Duration.ofSeconds(3);

    private final PrintStream out;
    private final Lines lines = new Lines();
    private long shownAt = System.nanoTime();

    public PlainView(PrintStream out) {
        this.out = out;
    }

    @Override
    public void notice(String sentence) {
        out.println(sentence);
    }

    @Override
    public void show(List<VaultProgress> vaults) {
        List<String> now = lines.of(vaults);
        if (System.nanoTime() - shownAt >= INTERVAL.toNanos()) {
            shownAt = System.nanoTime();
            now.forEach(out::println);
        }
    }

    @Override
    public void end() {
        out.flush();
    }
}
