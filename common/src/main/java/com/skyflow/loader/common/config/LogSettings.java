package com.skyflow.loader.common.config;

import static com.skyflow.loader.common.config.Tier.RARE;

/** The section {@code log}: what is logged on the error stream. */
final class LogSettings {
    static final Section SECTION = new Section("log");

    static final Setting<LogFormat> FORMAT = SECTION.optional(
            "format",
            RARE,
            Type.choice(LogFormat.class),
            "text",
            "Form of log lines: for people, or one JSON object a line. Their level is `SKYFLOW_LOADER_LOG_LEVEL` (`WARN`).");

    private LogSettings() {}

    static LogFormat format(Values values) {
        return values.get(FORMAT);
    }
}
