package com.skyflow.loader.common.config;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All settings of the configuration file, section by section. */
final class Settings {
    /** The sections at the root of the file. */
    static final List<Section> SECTIONS = List.of(
            SkyflowSettings.SECTION,
            ConnectionSettings.SECTION,
            CsvSettings.SECTION,
            SnowflakeSettings.SECTION,
            PerformanceSettings.SECTION,
            KafkaSettings.SECTION,
            HealthSettings.SECTION,
            LogSettings.SECTION,
            MonitorSettings.SECTION);

    private Settings() {}

    /** The setting of this path, unless it belongs to a single vault. */
    static Optional<Setting<?>> find(String path) {
        return SECTIONS.stream()
                .<Setting<?>>flatMap(section -> section.settings().values().stream())
                .filter(setting -> setting.path().equals(path))
                .findFirst();
    }

    /** Every setting, those of a vault after those of its section. */
    static Stream<Setting<?>> all() {
        return Stream.of(
                        SkyflowSettings.SECTION,
                        VaultSettings.SECTION,
                        ConnectionSettings.SECTION,
                        CsvSettings.SECTION,
                        PerformanceSettings.SECTION,
                        KafkaSettings.SECTION,
                        HealthSettings.SECTION,
                        LogSettings.SECTION,
                        MonitorSettings.SECTION,
                        SnowflakeSettings.SECTION)
                .flatMap(section -> section.settings().values().stream());
    }

    /** What the writer of an unknown key may have meant. */
    static Optional<String> suggestion(String key, Section section) {
        return misplaced(key).or(() -> Spelling.nearest(key, section.settings().keySet()));
    }

    /** The path of a setting that has this key in some other section. */
    static Optional<String> misplaced(String key) {
        return SECTIONS.stream()
                .filter(section -> section.settings().containsKey(key))
                .map(section -> section.path() + '.' + key)
                .findFirst();
    }
}
