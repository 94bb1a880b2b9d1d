package com.skyflow.loader.common.config;

import com.skyflow.loader.common.config.Setting.Presence;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The settings of one JSON object, in the order of their declaration. */
final class Section {
    private final String path;
    private final Map<String, Setting<?>> settings = new LinkedHashMap<>();

    Section(String path) {
        this.path = path;
    }

    /** A setting that must be given. */
    <T> Setting<T> required(String key, Tier tier, Type<T> type, String meaning) {
        return declare(key, tier, type, Presence.REQUIRED, null, "required", meaning);
    }

    /** A setting whose default is a value of its own type, written as on a command line. */
    <T> Setting<T> optional(String key, Tier tier, Type<T> type, String fallback, String meaning) {
        return declare(
                key, tier, type, Presence.OPTIONAL, type.fromText().apply(fallback), '`' + fallback + '`', meaning);
    }

    /** A setting that may be left out; {@code otherwise} says in words what holds then. */
    <T> Setting<T> open(String key, Tier tier, Type<T> type, String otherwise, String meaning) {
        return declare(key, tier, type, Presence.OPTIONAL, null, otherwise, meaning);
    }

    private <T> Setting<T> declare(
            String key,
            Tier tier,
            Type<T> type,
            Presence presence,
            @Nullable T fallback,
            String otherwise,
            String meaning) {
        Setting<T> setting = new Setting<>(key, path + '.' + key, tier, type, presence, fallback, otherwise, meaning);
        settings.put(key, setting);
        return setting;
    }

    String path() {
        return path;
    }

    /** The settings by their keys. */
    Map<String, Setting<?>> settings() {
        return Collections.unmodifiableMap(settings);
    }
}
