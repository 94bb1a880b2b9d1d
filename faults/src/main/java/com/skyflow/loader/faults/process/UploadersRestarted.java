package com.skyflow.loader.faults.process;

import com.skyflow.loader.faults.Load;
import com.skyflow.loader.faults.Scenario;
import com.skyflow.loader.faults.Stage;
import com.skyflow.loader.testing.ChildProcess;
import java.util.ArrayList;
import java.util.List;

/** Three uploaders are stopped by SIGTERM and started again, one after the other, under load: nothing may be repeated. */
final class UploadersRestarted implements Scenario {
    private static final int UPLOADERS = 3;

    @Override
    public String name() {
        return "uploaders-restarted";
    }

    @Override
    public void play(Stage stage) {
        Load load = stage.load();
        load.publish();
        // Of each: what there is has to last until the third has come back.
        load.rowsPerSecond(800);
        List<ChildProcess> uploaders = new ArrayList<>();
        for (int number = 0; number < UPLOADERS; number++) {
            uploaders.add(load.start("upload"));
        }
        load.awaitBusy(UPLOADERS);
        load.awaitUploaded(stage.percent(5, 10));
        load.fault(() -> restart(load, uploaders));
        load.prove("rows were left when the last had come back", load.source().rows() - load.held());
        load.rowsPerSecond(20_000);
        load.awaitUploaded(100);
        load.awaitCounted();
        uploaders.forEach(ChildProcess::sigterm);
        uploaders.forEach(uploader -> load.awaitEnd(uploader, 0));
    }

    private static void restart(Load load, List<ChildProcess> uploaders) {
        for (int number = 0; number < UPLOADERS; number++) {
            ChildProcess stopped = uploaders.get(number);
            stopped.sigterm();
            load.awaitEnd(stopped, 4);
            load.prove(
                    "an uploader ended while others went on",
                    load.busyUploaders().size());
            uploaders.set(number, load.start("upload"));
            load.awaitBusy(UPLOADERS);
        }
    }
}
