package com.skyflow.loader.common.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.skyflow.loader.common.failure.LoaderException;
import java.nio.file.Path;

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
        Sections sections = Sections.read(root, overrides, problems);
        problems.refuse();
        return sections.config(folder, Notices.about(file, sections));
    }
}
