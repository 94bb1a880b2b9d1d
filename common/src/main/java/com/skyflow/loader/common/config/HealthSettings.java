package com.skyflow.loader.common.config;

import static com.skyflow.loader.common.config.Tier.FREQUENT;
import static com.skyflow.loader.common.config.Tier.RARE;

import java.util.OptionalInt;

/** The section {@code health}: where a service answers how it is. */
final class HealthSettings {
    static final Section SECTION = new Section("health");

    static final Setting<Integer> PORT = SECTION.open(
            "port",
            FREQUENT,
            Type.count(0, 65_535, ""),
            "none is opened",
            "Port for `/health/live`, `/health/ready` and `/metrics`; `0` for one that the system picks.");
    static final Setting<String> HOST = SECTION.optional(
            "host",
            RARE,
            Type.text("a name or address"),
            "127.0.0.1",
            "Address that the port is opened on; `0.0.0.0` for all of this machine.");

    private HealthSettings() {}

    static HealthConfig health(Values values) {
        return new HealthConfig(values.find(PORT).map(OptionalInt::of).orElseGet(OptionalInt::empty), values.get(HOST));
    }
}
