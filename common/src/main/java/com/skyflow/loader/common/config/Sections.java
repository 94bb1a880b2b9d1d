package com.skyflow.loader.common.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.util.List;

/** The sections of the file with the flags over them, each read and checked. */
record Sections(
        Values skyflow,
        VaultList vaults,
        Values connection,
        Values csv,
        Values snowflake,
        Values performance,
        Values kafka,
        Values health,
        Values log,
        Values monitor) {
    static Sections read(JsonNode root, Overrides overrides, Problems problems) {
        refuseUnknown(root, problems);
        Values skyflow = section(SkyflowSettings.SECTION, root, overrides, problems);
        SkyflowSettings.check(skyflow, problems);
        VaultList vaults = new VaultList(problems);
        skyflow.find(SkyflowSettings.VAULTS).ifPresent(vaults::read);
        Values connection = section(ConnectionSettings.SECTION, root, overrides, problems);
        ConnectionSettings.check(connection, problems);
        Values csv = section(CsvSettings.SECTION, root, overrides, problems);
        CsvSettings.check(csv, problems);
        Values snowflake = section(SnowflakeSettings.SECTION, root, overrides, problems);
        Values performance = section(PerformanceSettings.SECTION, root, overrides, problems);
        PerformanceSettings.check(performance, problems);
        Values kafka = section(KafkaSettings.SECTION, root, overrides, problems);
        KafkaSettings.check(kafka, problems);
        Values health = section(HealthSettings.SECTION, root, overrides, problems);
        Values log = section(LogSettings.SECTION, root, overrides, problems);
        Values monitor = section(MonitorSettings.SECTION, root, overrides, problems);
        return new Sections(skyflow, vaults, connection, csv, snowflake, performance, kafka, health, log, monitor);
    }

    private static void refuseUnknown(JsonNode root, Problems problems) {
        List<String> known = Settings.SECTIONS.stream().map(Section::path).toList();
        root.fieldNames().forEachRemaining(key -> {
            if (!known.contains(key)) {
                problems.add(key, Values.unknown(Settings.misplaced(key).or(() -> Spelling.nearest(key, known))));
            }
        });
    }

    private static Values section(Section section, JsonNode root, Overrides overrides, Problems problems) {
        JsonNode node = root.path(section.path());
        if (node.isObject() || node.isMissingNode() || node.isNull()) {
            JsonNode object = node.isObject() ? node : JsonNodeFactory.instance.objectNode();
            return Values.read(section, section.path(), object, overrides, problems);
        }
        problems.add(section.path(), Type.kind(node) + " (expected: an object)");
        return Values.none(section.path());
    }

    /**
     * The settings, once there are no problems.
     *
     * @param folder where relative paths start
     */
    Config config(Path folder, List<String> notices) {
        VaultApiConfig vaultApi = SkyflowSettings.vaultApi(skyflow, performance, connection, folder);
        return new Config(
                vaultApi,
                vaults.configs(vaultApi.url(), new FileLayout(folder, csv)),
                PerformanceSettings.extract(performance),
                PerformanceSettings.upload(performance),
                PerformanceSettings.retry(performance),
                PerformanceSettings.stop(performance),
                KafkaSettings.kafka(kafka),
                HealthSettings.health(health),
                LogSettings.format(log),
                MonitorSettings.monitor(monitor, folder),
                SnowflakeSettings.snowflake(snowflake, folder),
                notices);
    }
}
