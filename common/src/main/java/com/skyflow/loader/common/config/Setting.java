package com.skyflow.loader.common.config;

import org.jspecify.annotations.Nullable;

/**
 * The declaration of one setting, from which it is read, checked and documented.
 *
 * @param key its name within the section
 * @param path its name in the settings reference, such as {@code performance.batch_size}
 * @param type what it takes
 * @param presence whether it can be left out
 * @param fallback what holds where it is left out; null if nothing does
 * @param otherwise the fallback in words
 * @param meaning one sentence for operators
 */
record Setting<T>(
        String key,
        String path,
        Tier tier,
        Type<T> type,
        Presence presence,
        @Nullable T fallback,
        String otherwise,
        String meaning) {
    enum Presence {
        REQUIRED,
        OPTIONAL
    }
}
