package com.skyflow.loader.common.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Settings given on the command line. They go before those of the file, and are checked like them. Immutable. */
public final class Overrides {
    private static final Overrides NONE = new Overrides(Map.of());

    private final Map<String, Flag> flags;

    /** A flag as its user knows it, and the text given with it. */
    record Flag(String name, String text) {
        @Override
        public String toString() {
            return name;
        }
    }

    private Overrides(Map<String, Flag> flags) {
        this.flags = flags;
    }

    public static Overrides none() {
        return NONE;
    }

    /**
     * These and one more. A blank text counts as not given.
     *
     * @param path the setting, such as {@code performance.batch_size}
     * @param flag the flag in messages, such as {@code -batch-size}
     * @param text what was given with it
     * @throws IllegalArgumentException if there is no such setting outside {@code skyflow.vaults}
     */
    public Overrides and(String path, String flag, String text) {
        if (Settings.find(path).isEmpty()) {
            throw new IllegalArgumentException(path + " (expected: a setting)");
        }
        Map<String, Flag> more = new LinkedHashMap<>(flags);
        more.put(path, new Flag(flag, text));
        return new Overrides(more);
    }

    Optional<Flag> flag(String path) {
        return Optional.ofNullable(flags.get(path)).filter(flag -> !flag.text().isBlank());
    }

    @Override
    public String toString() {
        return flags.values().toString();
    }
}
