package com.skyflow.loader.bench;

import com.skyflow.loader.common.row.Pair;
import java.util.List;
import java.util.stream.IntStream;

/** Made-up rows, as many as a batch has by default. */
public final class Batches {
    /** Rows of a batch. */
    public static final int SIZE = 300;

    private Batches() {}

    /** Names as most are: plain ASCII. */
    public static List<Pair> plain() {
        return rows("JESSICA MARTINEZ ");
    }

    /** Names that JSON or UTF-8 has to do something for. */
    public static List<Pair> special() {
        return rows("Zoë \"Zo\" Müller ");
    }

    private static List<Pair> rows(String name) {
        return IntStream.range(0, SIZE)
                .mapToObj(row -> new Pair(name + row, "tok_name_7f3a9c2e51d84b06_" + row))
                .toList();
    }
}
