package com.skyflow.loader.common.config;

import static com.skyflow.loader.common.config.Tier.FREQUENT;
import static com.skyflow.loader.common.config.Tier.RARE;

import java.nio.file.Path;
import java.util.OptionalInt;

/** The section {@code monitor}: where the dashboard is, and who may see it. */
final class MonitorSettings {
    static final Section SECTION = new Section("monitor");

    static final Setting<Integer> PORT = SECTION.open(
            "port",
            FREQUENT,
            Type.count(0, 65_535, ""),
            "7070, with `--dashboard` one that the system picks",
            "Port of the dashboard, its JSON API and the health pages of `monitor`; `0` for one that the system picks.");
    static final Setting<String> HOST = SECTION.optional(
            "host",
            FREQUENT,
            Type.text("a name or address"),
            "127.0.0.1",
            "Address that the port is opened on; `0.0.0.0` for all of this machine. Other machines reach it only with a token.");
    static final Setting<String> TOKEN_FILE = SECTION.open(
            "token_file",
            RARE,
            Type.text("a path"),
            "`SKYFLOW_LOADER_MONITOR_TOKEN`, or no token",
            "File with the token that whoever looks at the dashboard has to know, 16 characters or more.");

    private MonitorSettings() {}

    static MonitorConfig monitor(Values values, Path folder) {
        return new MonitorConfig(
                values.find(PORT).map(OptionalInt::of).orElseGet(OptionalInt::empty),
                values.get(HOST),
                values.find(TOKEN_FILE).map(folder::resolve));
    }
}
