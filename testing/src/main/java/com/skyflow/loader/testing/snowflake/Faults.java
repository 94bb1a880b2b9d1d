package com.skyflow.loader.testing.snowflake;

import java.util.EnumMap;

/** What is still to go wrong. Thread-safe. */
final class Faults {
    private final EnumMap<Fault, Integer> left = new EnumMap<>(Fault.class);

    synchronized void set(Fault fault, int times) {
        left.put(fault, times);
    }

    synchronized int left(Fault fault) {
        return left.getOrDefault(fault, 0);
    }

    /** Whether it goes wrong this time. */
    synchronized boolean strikes(Fault fault) {
        int times = left(fault);
        if (times > 0) {
            left.put(fault, times - 1);
        }
        return times > 0;
    }
}
