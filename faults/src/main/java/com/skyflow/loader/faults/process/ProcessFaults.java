package com.skyflow.loader.faults.process;

import com.skyflow.loader.faults.Scenario;
import java.util.List;

/** The faults of processes. */
public final class ProcessFaults {
    public static final List<Scenario> ALL = List.of(new UploaderKilled());

    private ProcessFaults() {}
}
