package com.skyflow.loader.common.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.skyflow.loader.common.config.Setting.Presence;
import com.skyflow.loader.common.config.Type.Blank;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The settings of one section as they were given by flag or file. */
final class Values {
    private final String path;
    private final Map<Setting<?>, Given> given = new HashMap<>();

    /** Where a setting came from. */
    enum Origin {
        FLAG,
        FILE
    }

    private record Given(Object value, Origin origin, String label) {}

    private Values(String path) {
        this.path = path;
    }

    /**
     * Reads one JSON object. What is wrong in it becomes a problem, and is then as if it had not been given.
     *
     * @param path where the object stands in the file
     */
    static Values read(Section section, String path, JsonNode object, Overrides overrides, Problems problems) {
        Values values = new Values(path);
        object.fieldNames().forEachRemaining(key -> {
            if (!section.settings().containsKey(key)) {
                problems.add(path + '.' + key, unknown(Settings.suggestion(key, section)));
            }
        });
        section.settings().values().forEach(setting -> values.read(setting, object, overrides, problems));
        return values;
    }

    /** A section that could not be read: nothing is given, and nothing is missed. */
    static Values none(String path) {
        return new Values(path);
    }

    static String unknown(Optional<String> suggestion) {
        return "unknown key"
                + suggestion.map(known -> " (did you mean " + known + "?)").orElse("");
    }

    private <T> void read(Setting<T> setting, JsonNode object, Overrides overrides, Problems problems) {
        Optional<Overrides.Flag> flag = overrides.flag(setting.path());
        JsonNode node = object.path(setting.key());
        String label = flag.map(Overrides.Flag::name).orElse(path + '.' + setting.key());
        try {
            if (flag.isPresent()) {
                put(setting, setting.type().fromText().apply(flag.get().text()), Origin.FLAG, label);
            } else if (!isAbsent(node, setting.type())) {
                put(setting, setting.type().fromJson().apply(node), Origin.FILE, label);
            } else if (setting.presence() == Presence.REQUIRED) {
                problems.add(label, "missing");
            }
        } catch (IllegalArgumentException e) {
            problems.add(label, String.valueOf(e.getMessage()));
        }
    }

    private static boolean isAbsent(JsonNode node, Type<?> type) {
        boolean blank = node.isTextual() && node.textValue().isBlank() && type.blank() == Blank.ABSENT;
        return node.isMissingNode() || node.isNull() || blank;
    }

    private <T> void put(Setting<T> setting, T value, Origin origin, String label) {
        given.put(setting, new Given(Objects.requireNonNull(value), origin, label));
    }

    /** The value that holds: the given one or the default. */
    <T> Optional<T> find(Setting<T> setting) {
        @SuppressWarnings("unchecked") // put() is the only writer and takes a setting with a value of its type
        T value = (T) Optional.ofNullable(given.get(setting)).map(Given::value).orElse(null);
        return Optional.ofNullable(value).or(() -> Optional.ofNullable(setting.fallback()));
    }

    /** The value of a setting that is required or has a default, once there are no problems. */
    <T> T get(Setting<T> setting) {
        return find(setting).orElseThrow(() -> new IllegalStateException(setting.path()));
    }

    boolean isGiven(Setting<?> setting) {
        return given.containsKey(setting);
    }

    boolean isGivenBy(Origin origin, Setting<?> setting) {
        Given entry = given.get(setting);
        return entry != null && entry.origin() == origin;
    }

    /** The setting as its user knows it: the flag that gave it, or its path in the file. */
    String label(Setting<?> setting) {
        Given entry = given.get(setting);
        return entry == null ? path + '.' + setting.key() : entry.label();
    }
}
