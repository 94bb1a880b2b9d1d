package com.skyflow.loader.common.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.skyflow.loader.common.config.Values.Origin;
import com.skyflow.loader.common.failure.LoaderException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the configuration file and the settings of the command line, and refuses what is wrong in them all at once. */
public final class ConfigReader {
    private static final String DEFAULT_NAME = "config.json";

    private final Path folder;

    /** @param folder the caller's working folder: where relative paths start */
    public ConfigReader(Path folder) {
        this.folder = folder.toAbsolutePath();
    }

    /**
     * Reads {@code config.json} of the working folder.
     *
     * @throws LoaderException with one line for each problem
     */
    public Config read(Overrides overrides) {
        return read(
                new ConfigFile(
                        folder.resolve(DEFAULT_NAME),
                        DEFAULT_NAME,
                        "in " + folder + " (expected: a copy of config.example.json, or -config with another file)"),
                overrides);
    }

    /**
     * Reads the file that the user named.
     *
     * @throws LoaderException with one line for each problem
     */
    public Config read(String named, Overrides overrides) {
        return read(
                new ConfigFile(folder.resolve(named), named, "(expected: -config with the path of a file)"), overrides);
    }

    private Config read(ConfigFile file, Overrides overrides) {
        Problems problems = new Problems();
        JsonNode root = StrictJson.parse(file.name(), file.text(), problems);
        if (!root.isObject()) {
            problems.add(file.name(), Type.kind(root) + " (expected: a JSON object)");
            problems.refuse();
        }
        refuseUnknownSections(root, problems);
        Values skyflow = section(SkyflowSettings.SECTION, root, overrides, problems);
        VaultList vaults = new VaultList(problems);
        skyflow.find(SkyflowSettings.VAULTS).ifPresent(vaults::read);
        Values csv = section(CsvSettings.SECTION, root, overrides, problems);
        Values snowflake = section(SnowflakeSettings.SECTION, root, overrides, problems);
        Values performance = section(PerformanceSettings.SECTION, root, overrides, problems);
        Values kafka = section(KafkaSettings.SECTION, root, overrides, problems);
        SkyflowSettings.check(skyflow, problems);
        CsvSettings.check(csv, problems);
        PerformanceSettings.check(performance, problems);
        KafkaSettings.check(kafka, problems);
        problems.refuse();
        VaultApiConfig vaultApi = SkyflowSettings.vaultApi(skyflow, performance);
        return new Config(
                vaultApi,
                vaults.configs(vaultApi.url(), new FileLayout(folder, csv)),
                PerformanceSettings.extract(performance),
                PerformanceSettings.upload(performance),
                PerformanceSettings.retry(performance),
                PerformanceSettings.stop(performance),
                KafkaSettings.kafka(kafka),
                SnowflakeSettings.snowflake(snowflake),
                notices(file, skyflow, csv, snowflake, performance));
    }

    private static void refuseUnknownSections(JsonNode root, Problems problems) {
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

    private static List<String> notices(
            ConfigFile file, Values skyflow, Values csv, Values snowflake, Values performance) {
        List<String> notices = new ArrayList<>();
        Stream.of(secret(skyflow, SkyflowSettings.BEARER_TOKEN), secret(snowflake, SnowflakeSettings.PASSWORD))
                .flatMap(Optional::stream)
                .filter(path -> file.isReadableByOthers())
                .forEach(path -> notices.add(file.name() + " holds " + path
                        + " and can be read by other users of this machine: chmod 600 " + file.name()));
        if (CsvSettings.isAmbiguous(csv)) {
            notices.add(file.name() + " names both csv.data_directory and the older csv.data_file or csv.token_file: "
                    + (CsvSettings.isOldLayout(csv) ? "the flag decides" : "csv.data_directory is used"));
        }
        if (performance.isGiven(PerformanceSettings.APPEND_SUFFIX)) {
            notices.add("performance.append_suffix is ignored: suffixes change real data, so that only the flag"
                    + " -append-suffix adds them");
        }
        return notices;
    }

    private static Optional<String> secret(Values values, Setting<?> setting) {
        return Optional.of(setting.path()).filter(path -> values.isGivenBy(Origin.FILE, setting));
    }
}
