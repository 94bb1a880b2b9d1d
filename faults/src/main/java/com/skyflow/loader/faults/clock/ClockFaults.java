package com.skyflow.loader.faults.clock;

import com.skyflow.loader.faults.Scenario;
import com.skyflow.loader.faults.clock.ClockStepped.Token;
import java.time.Duration;
import java.util.List;

/** The faults of clocks. */
public final class ClockFaults {
    public static final List<Scenario> ALL = List.of(
            new ClockStepped("clock-forward", Duration.ofHours(1), Token.EXPIRED_BY_CLOCK),
            // Not by an hour: that long an assertion is valid, and one of an hour ago gets no token.
            new ClockStepped("clock-back", Duration.ofMinutes(-55), Token.REVOKED));

    private ClockFaults() {}
}
