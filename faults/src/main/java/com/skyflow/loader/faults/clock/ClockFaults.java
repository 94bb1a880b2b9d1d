package com.skyflow.loader.faults.clock;

import com.skyflow.loader.faults.Scenario;
import java.time.Duration;
import java.util.List;

/** The faults of clocks. */
public final class ClockFaults {
    public static final List<Scenario> ALL = List.of(
            new ClockStepped("clock-forward", Duration.ofHours(1)),
            new ClockStepped("clock-back", Duration.ofHours(-1)));

    private ClockFaults() {}
}
