package com.skyflow.loader.faults.clock;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The system's clock, but for steps. Thread-safe. */
final class SteppingClock extends Clock {
    private volatile Duration ahead = Duration.ZERO;

    /** Goes so much ahead of the system's clock from now on; behind it if negative. */
    void ahead(Duration span) {
        ahead = span;
    }

    @Override
    public Instant instant() {
        return Clock.systemUTC().instant().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("nobody asks for another zone");
    }
}
