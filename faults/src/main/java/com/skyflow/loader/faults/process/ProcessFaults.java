package com.skyflow.loader.faults.process;

import com.skyflow.loader.faults.Scenario;
import java.util.List;

/** The faults of processes. */
public final class ProcessFaults {
    public static final List<Scenario> ALL = List.of(
            new UploaderKilled(),
            new UploaderSuspended(),
            new UploaderSuspendedCommitting(),
            new UploaderStopped(),
            new UploadersRestarted(),
            new UploadersScaled(),
            new ExtractorKilled(),
            new RunKilled());

    private ProcessFaults() {}
}
